/** What one round of load showed. Latencies in milliseconds, rate in successes per second. */
export interface Summary {
  readonly count: number;
  readonly errors: number;
  readonly firstError: string | null;
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
  readonly max: number;
  readonly rate: number;
}

/** The raw outcome of a round. */
export interface Outcome {
  readonly latencies: readonly number[];
  readonly errors: number;
  readonly firstError: string | null;
  readonly elapsedMs: number;
}

/** The figures of a round. Quantiles are by nearest rank; NaN when nothing succeeded. */
export function summarize({ latencies, errors, firstError, elapsedMs }: Outcome): Summary {
  const sorted = Float64Array.from(latencies).toSorted();
  const quantile = (q: number): number => sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? Number.NaN;
  return {
    count: sorted.length,
    errors,
    firstError,
    p50: quantile(0.5),
    p95: quantile(0.95),
    p99: quantile(0.99),
    max: quantile(1),
    rate: elapsedMs > 0 ? (sorted.length * 1000) / elapsedMs : Number.NaN,
  };
}

/**
 * One summary for several rounds of the same thing: the median of each figure, as a noisy neighbour spoils one round and not all.
 * Counts and errors are added up; no round's error is forgotten.
 */
export function medianOf(rounds: readonly Summary[]): Summary {
  const middle = (pick: (round: Summary) => number): number => {
    const values = rounds.map(pick).toSorted((a, b) => a - b);
    const half = values.length >> 1;
    const upper = values[half] ?? Number.NaN;
    return values.length % 2 === 1 ? upper : (upper + (values[half - 1] ?? Number.NaN)) / 2;
  };
  const sum = (pick: (round: Summary) => number): number =>
    rounds.reduce((total, round) => total + pick(round), 0);
  return {
    count: sum((round) => round.count),
    errors: sum((round) => round.errors),
    firstError: rounds.find((round) => round.firstError !== null)?.firstError ?? null,
    p50: middle((round) => round.p50),
    p95: middle((round) => round.p95),
    p99: middle((round) => round.p99),
    max: middle((round) => round.max),
    rate: middle((round) => round.rate),
  };
}
