import type { Difference } from './statistics/proportions';
import type { Metric } from './variant';

/** What the customers of one variant did while the experiment ran, added up. */
export interface VariantTotals {
  readonly variant: string;
  /** Customers of the business who are in the variant, enrolled or not. */
  readonly customers: number;
  /** Those who are enrolled in the program, whenever they enrolled. */
  readonly enrolled: number;
  /** Those who enrolled while the experiment ran. */
  readonly joined: number;
  /** Those who redeemed points or a reward, cancelled redemptions left out. */
  readonly redeemed: number;
  readonly redemptions: number;
  /** What all customers of the variant paid at the business, less what was given back, in minor units. */
  readonly spend: number;
  /** The sum of the squares of what each customer paid. */
  readonly spendSquares: number;
}

/** How much better a variant does than the control: below zero if it does worse. */
export interface Lift extends Difference {
  /** The difference as a part of what the control reaches: 0.1 is ten percent more. Null if that is nothing. */
  readonly relative: number | null;
}

/** One variant, measured. What has no customers to measure is null. */
export interface VariantResult extends Omit<VariantTotals, 'spendSquares'> {
  /** Of those who were not enrolled when the experiment started. */
  readonly enrolmentRate: number | null;
  /** Of those who are enrolled. Where enrolment differs, so do the customers that this compares. */
  readonly redemptionRate: number | null;
  /** Of all customers of the variant, in minor units: so it does not matter who enrolled. */
  readonly spendPerCustomer: number | null;
  /** Against the control, each with an interval of 95%; null for the control itself. */
  readonly lift: { readonly [M in Metric]: Lift | null } | null;
}

/** What an experiment has shown. */
export interface ExperimentResults {
  readonly metric: Metric;
  readonly control: string;
  /** In the order of the totals. */
  readonly variants: readonly VariantResult[];
  /** The variant that does better than every other one beyond what chance explains; null when none does. */
  readonly winner: string | null;
  /** One plain sentence about the winner, or why there is none. */
  readonly summary: string;
}
