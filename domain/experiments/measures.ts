import type { VariantTotals } from './results';
import { compareMeans } from './statistics/means';
import { compareProportions, type Difference, enoughHits, type Proportion } from './statistics/proportions';
import type { Metric } from './variant';

/** How one measure is taken and compared. */
export interface Measure {
  /** For sentences. */
  readonly words: string;
  /** Null when there is nobody to measure. */
  value(totals: VariantTotals): number | null;
  /** How much larger it is for `a`; null when there are too few customers to compare anything. */
  compare(a: VariantTotals, b: VariantTotals): Difference | null;
  /** Whether the comparison may decide who wins. */
  isSound(a: VariantTotals, b: VariantTotals): boolean;
}

/** Fewer customers than this in a variant decide nothing. */
export const fewestCustomers = 100;

function rate(words: string, of: (totals: VariantTotals) => Proportion): Measure {
  return {
    words,
    value: (totals) => ratio(of(totals).hits, of(totals).count),
    compare: (a, b) => (of(a).count < 1 || of(b).count < 1 ? null : compareProportions(of(a), of(b))),
    isSound: (a, b) => isLarge(of(a).count, of(b).count) && enoughHits(of(a), of(b)),
  };
}

function ratio(sum: number, count: number): number | null {
  return count > 0 ? sum / count : null;
}

function isLarge(...counts: readonly number[]): boolean {
  return Math.min(...counts) >= fewestCustomers;
}

function spending({ customers, spend, spendSquares }: VariantTotals) {
  return { count: customers, sum: spend, squares: spendSquares };
}

export const measures: { readonly [M in Metric]: Measure } = {
  enrolmentRate: rate('enrolment rate', ({ customers, enrolled, joined }) => ({
    hits: joined,
    count: customers - (enrolled - joined),
  })),
  redemptionRate: rate('redemption rate', ({ redeemed, enrolled }) => ({ hits: redeemed, count: enrolled })),
  spendPerCustomer: {
    words: 'spend per customer',
    value: ({ spend, customers }) => ratio(spend, customers),
    compare: (a, b) => (a.customers < 2 || b.customers < 2 ? null : compareMeans(spending(a), spending(b))),
    isSound: (a, b) => isLarge(a.customers, b.customers),
  },
};
