import type { Bought, ReferenceRule, Standing, Terms, Worth } from './reference-model';
import { dayNumber } from './reference-model-calendar';
import { type ReferenceReward, ReferenceRewards } from './reference-model-rewards';

interface Day {
  readonly number: number;
  purchases: number;
  usedBy: ReferenceReward | null;
}

/** Days on which the customer came; a reward takes the earliest days that fit together. */
export class ReferenceVisits implements ReferenceRule {
  private days: Day[] = [];
  /** Used rewards that lost a visit; later visits make up for them. */
  private owed: ReferenceReward[] = [];
  private readonly rewards: ReferenceRewards;
  private sum = 0n;

  constructor(private readonly terms: Terms) {
    this.rewards = new ReferenceRewards(terms);
  }

  worth(): Worth {
    return [1n];
  }

  give(_worth: Worth, bought: Bought): void {
    const number = this.dayOf(bought.at);
    const known = this.days.find((day) => day.number === number);
    if (known !== undefined) {
      known.purchases += 1;
      return;
    }
    this.sum += 1n;
    this.days.push({ number, purchases: 1, usedBy: this.owed.shift() ?? null });
    this.reward(bought);
  }

  take(_worth: Worth, bought: Bought): void {
    const day = this.days.find(({ number }) => number === this.dayOf(bought.at));
    if (day === undefined) return;
    day.purchases -= 1;
    if (day.purchases > 0) return;
    this.days = this.days.filter((other) => other !== day);
    const reward = day.usedBy;
    if (reward === null) {
      this.sum -= 1n;
      return;
    }
    const others = this.days.filter(({ usedBy }) => usedBy === reward);
    const substitute = this.free().find((free) => this.fit([...others, free]));
    if (substitute !== undefined) substitute.usedBy = reward;
    else if (reward.status === 'unused') {
      reward.status = 'revoked';
      this.sum += reward.cost;
      for (const other of others) other.usedBy = null;
      this.sum -= 1n;
      this.reward(bought);
      return;
    } else if (this.terms.config.refundPolicy === 'negative') this.owed.push(reward);
    else return;
    this.sum -= 1n;
  }

  held(): bigint {
    return BigInt(this.free().length - this.owed.length) + this.rewards.cost();
  }

  expire(now: number): void {
    this.rewards.expire(now);
  }

  useReward(): boolean {
    return this.rewards.use();
  }

  standing(now: number): Standing {
    const progress = BigInt(this.counting(this.dayOf(now)) - this.owed.length);
    return { balance: this.sum, progress, lots: [], rewards: this.rewards.describe(), tier: null };
  }

  private reward({ id, at }: Bought): void {
    const { visitsRequired } = this.terms.config;
    for (let days = this.earliest(); days !== null; days = this.earliest()) {
      const reward = this.rewards.issue(id, at, BigInt(visitsRequired));
      this.sum -= reward.cost;
      for (const day of days) day.usedBy = reward;
    }
  }

  /** Tries every choice of free days, the earlier days first. */
  private earliest(): readonly Day[] | null {
    const size: number = this.terms.config.visitsRequired;
    for (const choice of choices(this.free(), size)) if (this.fit(choice)) return choice;
    return null;
  }

  private fit(days: readonly Day[]): boolean {
    const numbers = days.map(({ number }) => number).toSorted((a, b) => a - b);
    const { consecutiveRequired, withinDays } = this.terms.config;
    const span = (numbers.at(-1) ?? 0) - (numbers[0] ?? 0) + 1;
    return consecutiveRequired === true ? span === numbers.length : span <= withinDays;
  }

  private free(): Day[] {
    return this.days.filter(({ usedBy }) => usedBy === null).toSorted((a, b) => a.number - b.number);
  }

  private counting(today: number): number {
    const free = this.free().filter(({ number }) => number <= today);
    const { consecutiveRequired, withinDays } = this.terms.config;
    if (consecutiveRequired !== true) return free.filter(({ number }) => number > today - withinDays).length;
    const has = (number: number): boolean => free.some((day) => day.number === number);
    let streak = 0;
    for (let number = has(today) ? today : today - 1; has(number); number -= 1) streak += 1;
    return streak;
  }

  private dayOf(at: number): number {
    return dayNumber(at, this.terms.timezone);
  }
}

/** Every choice of so many items, in the order of the items. */
function* choices<T>(items: readonly T[], size: number): Generator<readonly T[]> {
  if (size === 0) yield [];
  else
    for (const [n, item] of items.entries())
      for (const rest of choices(items.slice(n + 1), size - 1)) yield [item, ...rest];
}
