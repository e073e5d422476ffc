import { normal95, normalTwoSided } from './distributions';

/** So many of a number of customers. */
export interface Proportion {
  readonly hits: number;
  readonly count: number;
}

/** A difference, the interval that holds the true one in 95 of 100 experiments, and how likely chance alone made it. */
export interface Difference {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly pValue: number;
}

/**
 * Wilson's score interval of a proportion. E. B. Wilson, "Probable inference, the law of succession, and statistical
 * inference", JASA 22 (1927) 209-212.
 */
export function wilson({ hits, count }: Proportion): { readonly low: number; readonly high: number } {
  const p = hits / count;
  const square = normal95 ** 2;
  const middle = 2 * hits + square;
  const spread = normal95 * Math.sqrt(square + 4 * hits * (1 - p));
  const scale = 2 * (count + square);
  return { low: Math.max(0, (middle - spread) / scale), high: Math.min(1, (middle + spread) / scale) };
}

/**
 * How much larger `a` is than `b`. The interval is Newcombe's hybrid of score intervals: R. G. Newcombe, "Interval
 * estimation for the difference between independent proportions", Statistics in Medicine 17 (1998) 873-890, method 10.
 * The p-value is that of the two-sided two-proportion z-test with pooled variance.
 */
export function compareProportions(a: Proportion, b: Proportion): Difference {
  const [p, q] = [a.hits / a.count, b.hits / b.count];
  const [ofA, ofB] = [wilson(a), wilson(b)];
  const difference = p - q;
  return {
    difference,
    low: difference - Math.hypot(p - ofA.low, ofB.high - q),
    high: difference + Math.hypot(ofA.high - p, q - ofB.low),
    pValue: zTest(a, b),
  };
}

function zTest(a: Proportion, b: Proportion): number {
  const pooled = (a.hits + b.hits) / (a.count + b.count);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / a.count + 1 / b.count));
  return error === 0 ? 1 : normalTwoSided((a.hits / a.count - b.hits / b.count) / error);
}

/** Whether the z-test may be relied on: five hits and five misses are expected in each if they do not differ. */
export function enoughHits(a: Proportion, b: Proportion): boolean {
  const pooled = (a.hits + b.hits) / (a.count + b.count);
  const fewest = Math.min(a.count, b.count);
  return fewest * pooled >= 5 && fewest * (1 - pooled) >= 5;
}
