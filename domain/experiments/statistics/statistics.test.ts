import { student95, studentTwoSided, normalTwoSided } from './distributions';
import { holm } from './holm';
import { compareMeans } from './means';
import { compareProportions, enoughHits, wilson } from './proportions';

// Tables of the normal distribution and of Student's, as printed in any textbook.
test.each([
  [0, 1],
  [1, 0.317311],
  [1.644854, 0.1],
  [1.959964, 0.05],
  [2.575829, 0.01],
  [3.290527, 0.001],
])('a normal variable is %p or more off with probability %p', (z, p) => {
  expect(normalTwoSided(z)).toBeCloseTo(p, 6);
  expect(normalTwoSided(-z)).toBeCloseTo(p, 6);
});

test.each([
  [1, 12.706],
  [2, 4.303],
  [5, 2.571],
  [10, 2.228],
  [30, 2.042],
  [120, 1.98],
  [1e6, 1.96],
])('with %p degrees of freedom 95%% lie within %p', (degrees, t) => {
  expect(student95(degrees)).toBeCloseTo(t, 3);
});

test('Student’s distribution approaches the normal one without a jump', () => {
  expect(studentTwoSided(2.2, 99_999)).toBeCloseTo(normalTwoSided(2.2), 5);
  expect(studentTwoSided(0, 7)).toBeCloseTo(1, 12);
  // One degree of freedom is Cauchy's distribution: half of it lies within 1.
  expect(studentTwoSided(1, 1)).toBeCloseTo(0.5, 12);
});

// Newcombe (1998), "Two-sided confidence intervals for the single proportion", table I, method 3.
test.each([
  [81, 263, 0.2553, 0.3662],
  [15, 148, 0.0624, 0.1605],
  [0, 20, 0, 0.1611],
  [1, 29, 0.0061, 0.1718],
])('Wilson’s interval of %p in %p is %p to %p', (hits, count, low, high) => {
  const interval = wilson({ hits, count });
  expect(interval.low).toBeCloseTo(low, 4);
  expect(interval.high).toBeCloseTo(high, 4);
});

// Newcombe (1998), "Interval estimation for the difference between independent proportions", table II, method 10.
test.each([
  [56, 70, 48, 80, 0.0524, 0.3339],
  [9, 10, 3, 10, 0.1705, 0.809],
  [6, 7, 2, 7, 0.0582, 0.8062],
  [5, 56, 0, 29, -0.0381, 0.1926],
  [0, 10, 0, 20, -0.1611, 0.2775],
  [0, 10, 0, 10, -0.2775, 0.2775],
  [10, 10, 0, 20, 0.6791, 1],
  [10, 10, 0, 10, 0.6075, 1],
])('Newcombe’s interval of %p/%p less %p/%p is %p to %p', (hits, count, otherHits, otherCount, low, high) => {
  const compared = compareProportions({ hits, count }, { hits: otherHits, count: otherCount });
  expect(compared.low).toBeCloseTo(low, 4);
  expect(compared.high).toBeCloseTo(high, 4);
});

test('the z-test of 25/50 against 15/50 has z² = 25/6', () => {
  const { difference, pValue } = compareProportions({ hits: 25, count: 50 }, { hits: 15, count: 50 });
  expect(difference).toBeCloseTo(0.2, 12);
  expect(pValue).toBeCloseTo(normalTwoSided(Math.sqrt(25 / 6)), 12);
  expect(pValue).toBeCloseTo(0.0412, 4);
});

test('where nobody or everybody did, nothing is significant', () => {
  for (const hits of [0, 50]) {
    expect(compareProportions({ hits, count: 50 }, { hits, count: 50 })).toMatchObject({
      difference: 0,
      pValue: 1,
    });
  }
});

test('the z-test needs five expected hits and misses', () => {
  expect(enoughHits({ hits: 4, count: 100 }, { hits: 0, count: 100 })).toBe(false);
  expect(enoughHits({ hits: 100, count: 100 }, { hits: 96, count: 100 })).toBe(false);
  expect(enoughHits({ hits: 10, count: 100 }, { hits: 0, count: 100 })).toBe(true);
});

function amountsOf(values: readonly number[]) {
  const sum = values.reduce((total, value) => total + value, 0);
  return { count: values.length, sum, squares: values.reduce((total, value) => total + value ** 2, 0) };
}

/** Amounts of which only count, mean and standard deviation were published. */
function published(count: number, mean: number, deviation: number) {
  return { count, sum: count * mean, squares: (count - 1) * deviation ** 2 + count * mean ** 2 };
}

test('Welch’s test of the NIST handbook, 1.3.5.3: miles per gallon of American and Japanese cars', () => {
  const american = published(249, 20.14458, 6.4147);
  const japanese = published(79, 30.48101, 6.10771);
  const { difference, low, high } = compareMeans(american, japanese);
  expect(difference).toBeCloseTo(-10.33643, 5);
  // T = -12.94627 with 136.8750 degrees of freedom.
  const margin = (10.33643 / 12.94627) * student95(136.875);
  expect(low).toBeCloseTo(difference - margin, 4);
  expect(high).toBeCloseTo(difference + margin, 4);
});

test('Welch’s test of "Student’s" sleep data, as R prints it: t = -1.8608, df = 17.776, p = 0.07939', () => {
  const first = amountsOf([0.7, -1.6, -0.2, -1.2, -0.1, 3.4, 3.7, 0.8, 0, 2]);
  const second = amountsOf([1.9, 0.8, 1.1, 0.1, -0.1, 4.4, 5.5, 1.6, 4.6, 3.4]);
  const { difference, low, high, pValue } = compareMeans(first, second);
  expect(difference).toBeCloseTo(-1.58, 10);
  expect(pValue).toBeCloseTo(0.07939, 5);
  expect(low).toBeCloseTo(-3.3654832, 6);
  expect(high).toBeCloseTo(0.2054832, 6);
});

test('amounts that do not vary', () => {
  const fives = amountsOf([5, 5, 5]);
  expect(compareMeans(fives, fives)).toEqual({ difference: 0, low: 0, high: 0, pValue: 1 });
  expect(compareMeans(amountsOf([0.1, 0.1, 0.1]), amountsOf([0.1, 0.1, 0.1])).pValue).toBe(1);
  expect(compareMeans(amountsOf([7, 7]), fives)).toEqual({ difference: 2, low: 2, high: 2, pValue: 0 });
});

test('Holm’s adjustment', () => {
  expect(holm([0.01, 0.04, 0.03, 0.005])).toEqual([0.03, 0.06, 0.06, 0.02]);
  expect(holm([0.5, 0.9])).toEqual([1, 1]);
  expect(holm([0.04])).toEqual([0.04]);
  expect(holm([])).toEqual([]);
});
