import type { RuleConfig } from '../rules';

/*
 * Glossary
 *   experiment   variants of a program's rule config that run beside each other, to see which does best
 *   control      the variant that the others are compared with
 *   assignment   which variant a customer is in: it follows from the ids and the weights, and never changes
 */

/** How many variants an experiment has. */
export const fewestVariants = 2;
export const mostVariants = 4;

/** What the weights of all variants add up to. */
export const totalWeight = 100;

/** One way to run the program. */
export interface Variant {
  /** Letters, digits, `_` and `-`; unique in the experiment. */
  readonly name: string;
  /** How many of 100 customers. */
  readonly weight: number;
  /** True for exactly one. */
  readonly control?: boolean;
  readonly ruleConfig: RuleConfig;
}

export const metrics = ['enrolmentRate', 'redemptionRate', 'spendPerCustomer'] as const;

/** By which measure the variants compete; chosen before the experiment starts, so that no measure is picked by luck. */
export type Metric = (typeof metrics)[number];

/** What a program knows of the experiment that runs on it. Plain JSON. */
export interface RunningExperiment {
  readonly id: string;
  readonly variants: readonly Variant[];
}
