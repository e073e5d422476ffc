import type { Summary } from '../load/summary';

/** What a figure must reach. */
export interface Target {
  readonly text: string;
  /** The figure against its ceiling (or null where the target is absolute): what the ratio column shows. */
  readonly ratio: (product: Summary, ceiling: Summary | null) => number | null;
  readonly met: (product: Summary, ceiling: Summary | null) => boolean;
}

const rateRatio = (product: Summary, ceiling: Summary | null): number | null =>
  ceiling && product.rate / ceiling.rate;

type Latency = 'p50' | 'p95' | 'p99';

/** At least this share of the ceiling's rate. */
export function shareOfRate(share: number): Target {
  return {
    text: `rate >= ${share} of ceiling`,
    ratio: rateRatio,
    met: (product, ceiling) => (rateRatio(product, ceiling) ?? Number.NaN) >= share,
  };
}

/** At least so many successes per second. */
export function rateAtLeast(perSecond: number): Target {
  return {
    text: `rate >= ${perSecond}/s`,
    ratio: rateRatio,
    met: (product) => product.rate >= perSecond,
  };
}

/** A latency at most so many times the ceiling's. */
export function timesCeiling(latency: Latency, times: number): Target {
  const ratio = (product: Summary, ceiling: Summary | null) => ceiling && product[latency] / ceiling[latency];
  return {
    text: `${latency} <= ${times} x ceiling`,
    ratio,
    met: (product, ceiling) => (ratio(product, ceiling) ?? Number.NaN) <= times,
  };
}

/** A latency under so many milliseconds. */
export function under(latency: Latency, ms: number): Target {
  return {
    text: `${latency} < ${ms} ms`,
    ratio: (product, ceiling) => ceiling && product[latency] / ceiling[latency],
    met: (product) => product[latency] < ms,
  };
}

/** Nothing but that no request fails. */
export const noError: Target = {
  text: 'no error',
  ratio: () => null,
  met: () => true,
};
