import { student95, studentTwoSided } from './distributions';
import type { Difference } from './proportions';

/** Amounts of a number of customers, by their sum and the sum of their squares. */
export interface Amounts {
  readonly count: number;
  readonly sum: number;
  readonly squares: number;
}

/**
 * How much larger the mean of `a` is than that of `b`, when their variances may differ. B. L. Welch, "The
 * generalization of 'Student's' problem when several different population variances are involved", Biometrika 34 (1947)
 * 28-35; degrees of freedom after Welch and Satterthwaite. Both need two customers.
 */
export function compareMeans(a: Amounts, b: Amounts): Difference {
  const difference = a.sum / a.count - b.sum / b.count;
  const [ofA, ofB] = [varianceOfMean(a), varianceOfMean(b)];
  const error = Math.sqrt(ofA + ofB);
  if (error === 0) return { difference, low: difference, high: difference, pValue: difference === 0 ? 1 : 0 };
  const degrees = (ofA + ofB) ** 2 / (ofA ** 2 / (a.count - 1) + ofB ** 2 / (b.count - 1));
  const margin = student95(degrees) * error;
  return {
    difference,
    low: difference - margin,
    high: difference + margin,
    pValue: studentTwoSided(difference / error, degrees),
  };
}

/** Rounding may make the variance of equal amounts come out below zero. */
function varianceOfMean({ count, sum, squares }: Amounts): number {
  return Math.max(0, (squares - (sum * sum) / count) / (count - 1)) / count;
}
