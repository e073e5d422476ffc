import { measures } from './measures';
import type { ExperimentResults, Lift, VariantResult, VariantTotals } from './results';
import { type Metric, metrics } from './variant';
import { verdictOf } from './winner';

/** What the variants compete for, and whether they still do. */
export interface Competition {
  readonly metric: Metric;
  /** Name of the variant that the others are compared with. */
  readonly control: string;
  /** Whether the experiment still runs: then only overwhelming differences count. */
  readonly interim: boolean;
}

/**
 * Compares what the customers of each variant did: the measures, their lift against the control with intervals of 95%,
 * and who wins, if anyone does.
 * @throws RangeError when the control is not among the totals
 */
export function compareVariants(
  totals: readonly VariantTotals[],
  { metric, control, interim }: Competition,
): ExperimentResults {
  const base = totals.find(({ variant }) => variant === control);
  if (base === undefined) throw new RangeError('the control is not among the variants');
  const { winner, summary } = verdictOf(totals, measures[metric], control, interim);
  return { metric, control, variants: totals.map((one) => resultOf(one, base)), winner, summary };
}

function resultOf({ spendSquares, ...counts }: VariantTotals, base: VariantTotals): VariantResult {
  const totals = { spendSquares, ...counts };
  return {
    ...counts,
    ...forEachMetric((metric) => measures[metric].value(totals)),
    lift: totals.variant === base.variant ? null : forEachMetric((metric) => liftOf(totals, base, metric)),
  };
}

function liftOf(totals: VariantTotals, base: VariantTotals, metric: Metric): Lift | null {
  const compared = measures[metric].compare(totals, base);
  if (compared === null) return null;
  const reached = measures[metric].value(base) ?? 0;
  return { ...compared, relative: reached > 0 ? compared.difference / reached : null };
}

function forEachMetric<T>(of: (metric: Metric) => T): Record<Metric, T> {
  return Object.fromEntries(metrics.map((metric) => [metric, of(metric)])) as Record<Metric, T>;
}
