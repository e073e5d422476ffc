import type { Experiment } from '../../db/experiments/experiment';
import type { ExperimentResults, Lift, VariantResult } from '../../domain/experiments/results';
import { currencyDigits, fromMinorUnits } from '../../domain/money';
import { iso } from '../../domain/program/view';

/** What an experiment has shown, as the API shows it: amounts are decimals of the currency. */
export function presentResults(experiment: Experiment, results: ExperimentResults, now: number) {
  const { id, programId, status, startedAt, endedAt, currency } = experiment;
  return {
    experimentId: id,
    programId,
    status,
    currency,
    from: iso(startedAt),
    until: iso(Math.min(endedAt ?? now, now)),
    metric: results.metric,
    control: results.control,
    variants: results.variants.map((variant) => presentVariant(variant, currency)),
    winner: results.winner,
    summary: results.summary,
  };
}

function presentVariant({ lift, ...measured }: VariantResult, currency: string) {
  const { spendPerCustomer } = measured;
  return {
    ...measured,
    spend: fromMinorUnits(measured.spend, currency),
    spendPerCustomer: spendPerCustomer === null ? null : averageOf(spendPerCustomer, currency),
    lift: lift === null ? null : { ...lift, spendPerCustomer: liftOfSpend(lift.spendPerCustomer, currency) },
  };
}

function liftOfSpend(lift: Lift | null, currency: string): Lift | null {
  if (lift === null) return null;
  const { difference, low, high } = lift;
  const inCurrency = (minor: number) => averageOf(minor, currency);
  return { ...lift, difference: inCurrency(difference), low: inCurrency(low), high: inCurrency(high) };
}

/** Averages are no amounts that anyone pays: two decimals more than the currency has. */
function averageOf(minor: number, currency: string): number {
  const digits = currencyDigits(currency);
  return Number((minor / 10 ** digits).toFixed(digits + 2));
}
