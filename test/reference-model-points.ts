import {
  type Bought,
  larger,
  type ReferenceRule,
  smaller,
  type Standing,
  type Terms,
  type Worth,
} from './reference-model';
import { monthsLater } from './reference-model-calendar';
import { floor, fraction, plus, sumOf, times, whole } from './reference-model-money';

interface Lot {
  readonly purchase: string;
  readonly earnedAt: number;
  readonly expiresAt: number;
  left: bigint;
}

/** Points live in lots; what is owed is the debt, and then no lot has anything. */
export class ReferencePoints implements ReferenceRule {
  private lots: Lot[] = [];
  private debt = 0n;

  constructor(private readonly terms: Terms) {}

  worth({ lines, multiplier }: Bought): Worth {
    const { config, digits } = this.terms;
    const minimum = floor(times(fraction(config.minimumPurchaseAmount ?? 0), whole(10n ** BigInt(digits))));
    if (sumOf(lines) < minimum) return [0n];
    const rates = Object.entries((config.categoryMultipliers ?? {}) as Record<string, number>);
    const exact = lines.map(({ category, amount }) => {
      const rate = rates.find(([name]) => name.toLowerCase() === category)?.[1] ?? 1;
      const dollars = { over: amount, under: 10n ** BigInt(digits) };
      return times(dollars, fraction(config.pointsPerDollar), fraction(rate), fraction(multiplier));
    });
    return [floor(exact.reduce(plus, whole(0n)))];
  }

  give([points = 0n]: Worth, { id, at }: Bought): void {
    const { expirationMonths: months } = this.terms.config;
    const expiresAt = months === undefined ? Infinity : monthsLater(at, months, this.terms.timezone);
    const repaid = smaller(this.debt, points);
    this.debt -= repaid;
    this.lots.push({ purchase: id, earnedAt: at, expiresAt, left: points - repaid });
  }

  take([points = 0n]: Worth, { id }: Bought): void {
    const own = this.lots.filter((lot) => lot.purchase === id);
    const missing = this.drain(points, [...own, ...this.inSpendingOrder()]);
    if (this.terms.config.refundPolicy === 'negative') this.debt += missing;
  }

  spend(points: bigint): boolean {
    if (this.total() < points) return false;
    this.drain(points, this.inSpendingOrder());
    return true;
  }

  held(): bigint {
    return this.total() - this.debt;
  }

  expire(now: number): void {
    for (const lot of this.lots) if (lot.expiresAt <= now) lot.left = 0n;
  }

  standing(): Standing {
    const balance = this.held();
    const lots = this.lots
      .filter(({ left }) => left > 0n)
      .map(({ left, expiresAt }) => `${left} until ${expiresAt}`);
    return { balance, progress: balance, lots: lots.toSorted(), rewards: [], tier: null };
  }

  private drain(points: bigint, from: readonly Lot[]): bigint {
    let missing = points;
    for (const lot of from) {
      const share = smaller(lot.left, missing);
      lot.left -= share;
      missing -= share;
    }
    return larger(0n, missing);
  }

  /** Soonest to expire first, then the oldest purchase, then as they came. */
  private inSpendingOrder(): Lot[] {
    return this.lots.toSorted((a, b) => sooner(a.expiresAt, b.expiresAt) || sooner(a.earnedAt, b.earnedAt));
  }

  private total(): bigint {
    return this.lots.reduce((sum, { left }) => sum + left, 0n);
  }
}

const sooner = (a: number, b: number): number => (a === b ? 0 : a < b ? -1 : 1);
