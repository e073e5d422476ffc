import type { Bought, ReferenceRule, Standing, Terms, Worth } from './reference-model';
import { larger, smaller } from './reference-model';
import { localTime, periodName } from './reference-model-calendar';
import { floor, fraction, type PaidLine, sumOf, times, whole } from './reference-model-money';
import { ReferenceRewards } from './reference-model-rewards';

/** A card that fills up and is a reward when it is full: punches, stamps, and spending with one card per period. */
abstract class Card implements ReferenceRule {
  protected readonly cards = new Map<string, bigint>();
  protected readonly rewards: ReferenceRewards;
  private owed = 0n;
  private sum = 0n;

  constructor(protected readonly terms: Terms) {
    this.rewards = new ReferenceRewards(terms);
  }

  abstract worth(bought: Bought): Worth;
  protected abstract required(): bigint;
  protected cardOf(_at: number): string {
    return 'the card';
  }

  give([quantity = 0n]: Worth, { id, at }: Bought): void {
    const repaid = smaller(this.owed, quantity);
    this.owed -= repaid;
    this.sum += quantity;
    let filled = this.on(at) + quantity - repaid;
    for (; filled >= this.required(); filled -= this.required()) {
      this.rewards.issue(id, at, this.required());
      this.sum -= this.required();
    }
    this.cards.set(this.cardOf(at), filled);
  }

  take([quantity = 0n]: Worth, { id, at }: Bought): void {
    this.sum -= quantity;
    let left = this.on(at) - quantity;
    const latestFirst = this.rewards
      .unused()
      .toReversed()
      .filter((reward) => this.cardOf(reward.issuedAt) === this.cardOf(at));
    const own = latestFirst.filter(({ purchase }) => purchase === id);
    for (const reward of [...own, ...latestFirst]) {
      if (left >= 0n || reward.status !== 'unused') continue;
      reward.status = 'revoked';
      left += reward.cost;
      this.sum += reward.cost;
    }
    if (left < 0n && this.terms.config.refundPolicy === 'negative') this.owed -= left;
    else if (left < 0n) this.sum -= left;
    this.cards.set(this.cardOf(at), larger(0n, left));
  }

  held(at: number): bigint {
    return this.on(at) - this.owed + this.rewards.cost();
  }

  expire(now: number): void {
    this.rewards.expire(now);
  }

  useReward(): boolean {
    return this.rewards.use();
  }

  standing(now: number): Standing {
    const progress = this.on(now) - this.owed;
    return { balance: this.sum, progress, lots: [], rewards: this.rewards.describe(), tier: null };
  }

  protected matching(lines: readonly PaidLine[]): readonly PaidLine[] {
    const { categoryFilter } = this.terms.config;
    return categoryFilter === undefined
      ? lines
      : lines.filter(({ category }) => category === categoryFilter.trim().toLowerCase());
  }

  protected minor(amount: number): bigint {
    return floor(times(fraction(amount), whole(10n ** BigInt(this.terms.digits))));
  }

  private on(at: number): bigint {
    return this.cards.get(this.cardOf(at)) ?? 0n;
  }
}

export class ReferencePunchCard extends Card {
  worth({ lines, at, shopZone }: Bought): Worth {
    const { minimumPurchaseAmount: minimum, validHours } = this.terms.config;
    const counting = this.matching(lines);
    const enough = counting.length > 0 && sumOf(counting) >= this.minor(minimum ?? 0);
    return [enough && isOpen(validHours, localTime(at, shopZone).hour) ? 1n : 0n];
  }

  protected required(): bigint {
    return BigInt(this.terms.config.punchesRequired);
  }
}

/** Goes from hour to hour, past midnight, until the hour or the end comes. */
function isOpen(hours: { start: number; end: number } | undefined, hour: number): boolean {
  if (hours === undefined) return true;
  for (let h = hours.start; h !== hours.end % 24; h = (h + 1) % 24) if (h === hour) return true;
  return false;
}

export class ReferenceStampCard extends Card {
  worth({ lines }: Bought): Worth {
    const { type, value } = this.terms.config.stampEarnRule;
    const counting = this.matching(lines);
    if (counting.length === 0) return [0n];
    if (type === 'per_visit') return [BigInt(value)];
    if (type === 'per_item')
      return [BigInt(value) * counting.reduce((sum, { quantity }) => sum + quantity, 0n)];
    return [
      floor(times(fraction(value), { over: sumOf(counting), under: 10n ** BigInt(this.terms.digits) })),
    ];
  }

  protected required(): bigint {
    return BigInt(this.terms.config.stampsRequired);
  }
}

export class ReferenceAmountSpent extends Card {
  worth({ lines }: Bought): Worth {
    return [sumOf(lines)];
  }

  protected override cardOf(at: number): string {
    return periodName(at, this.terms.config.resetPeriod ?? 'lifetime', this.terms.timezone);
  }

  protected required(): bigint {
    return this.minor(this.terms.config.thresholdAmount);
  }
}
