import { compareVariants } from './compare';
import type { VariantTotals } from './results';

const empty: VariantTotals = {
  variant: 'control',
  customers: 0,
  enrolled: 0,
  joined: 0,
  redeemed: 0,
  redemptions: 0,
  spend: 0,
  spendSquares: 0,
};

/** A variant of a thousand customers, so many of whom redeemed. */
function redeeming(variant: string, redeemed: number, enrolled = 1_000): VariantTotals {
  return { ...empty, variant, customers: enrolled, enrolled, redeemed, redemptions: redeemed };
}

const redemption = { metric: 'redemptionRate', control: 'control', interim: false } as const;

test('measures and lifts are told for every variant', () => {
  const control = { ...empty, customers: 1_000, enrolled: 500, joined: 100, redeemed: 50, redemptions: 70 };
  const other = {
    ...control,
    variant: 'more',
    joined: 200,
    enrolled: 600,
    redeemed: 120,
    spend: 500_000,
    spendSquares: 1e9,
  };
  const { variants, control: base } = compareVariants([control, other], redemption);
  expect(base).toBe('control');
  expect(variants[0]).toEqual({
    variant: 'control',
    customers: 1_000,
    enrolled: 500,
    joined: 100,
    redeemed: 50,
    redemptions: 70,
    spend: 0,
    enrolmentRate: 100 / 600,
    redemptionRate: 0.1,
    spendPerCustomer: 0,
    lift: null,
  });
  expect(variants[1]).toMatchObject({ enrolmentRate: 200 / 600, redemptionRate: 0.2, spendPerCustomer: 500 });
  const lift = variants[1]?.lift;
  expect(lift?.redemptionRate).toMatchObject({ difference: 0.1, relative: 1 });
  expect(lift?.redemptionRate?.low).toBeGreaterThan(0.05);
  expect(lift?.redemptionRate?.high).toBeLessThan(0.15);
  expect(lift?.spendPerCustomer).toMatchObject({ difference: 500, relative: null });
});

test('nobody to measure is nothing measured, and no winner', () => {
  const { variants, winner, summary } = compareVariants([empty, { ...empty, variant: 'b' }], redemption);
  expect(variants[1]).toMatchObject({ enrolmentRate: null, redemptionRate: null, spendPerCustomer: null });
  expect(variants[1]?.lift).toEqual({ enrolmentRate: null, redemptionRate: null, spendPerCustomer: null });
  expect(winner).toBeNull();
  expect(summary).toContain('too few customers');
});

test('a clear difference has a winner', () => {
  const results = compareVariants([redeeming('control', 100), redeeming('b', 160)], redemption);
  expect(results.winner).toBe('b');
  expect(results.summary).toBe(
    '"b" wins: its redemption rate is higher than that of every other variant, beyond what chance explains.',
  );
});

test('the control can win', () => {
  expect(compareVariants([redeeming('control', 160), redeeming('b', 100)], redemption).winner).toBe(
    'control',
  );
});

test('a difference that chance can make has none', () => {
  const results = compareVariants([redeeming('control', 100), redeeming('b', 115)], redemption);
  expect(results.winner).toBeNull();
  expect(results.summary).toBe(
    'No winner: the differences in redemption rate are no larger than chance alone can make them.',
  );
});

test('while it runs, a difference must be overwhelming', () => {
  const totals = [redeeming('control', 100), redeeming('b', 130)];
  expect(compareVariants(totals, redemption).winner).toBe('b');
  const sofar = compareVariants(totals, { ...redemption, interim: true });
  expect(sofar.winner).toBeNull();
  expect(sofar.summary).toContain('so far');
  const overwhelming = [redeeming('control', 100), redeeming('b', 170)];
  expect(compareVariants(overwhelming, { ...redemption, interim: true }).winner).toBe('b');
});

test('the best of several must be better than each of them, not than the control alone', () => {
  const results = compareVariants(
    [redeeming('control', 100), redeeming('b', 160), redeeming('c', 165)],
    redemption,
  );
  expect(results.winner).toBeNull();
  expect(results.summary).toContain('the redemption rate of "b" and "c" is higher than that of the control');
});

test('with more variants the same difference is not enough', () => {
  const totals = [redeeming('control', 100), redeeming('b', 129), redeeming('c', 99), redeeming('d', 99)];
  expect(compareVariants(totals.slice(0, 2), redemption).winner).toBe('b');
  expect(compareVariants(totals, redemption).winner).toBeNull();
});

test('few customers decide nothing, however far apart they are', () => {
  const few = [redeeming('control', 10, 90), redeeming('b', 80, 90)];
  expect(compareVariants(few, redemption)).toMatchObject({
    winner: null,
    summary: expect.stringContaining('too few'),
  });
  const rare = [redeeming('control', 0, 500), redeeming('b', 8, 500)];
  expect(compareVariants(rare, redemption).winner).toBeNull();
});

test('the control must be there', () => {
  expect(() => compareVariants([redeeming('b', 1)], redemption)).toThrow(
    'the control is not among the variants',
  );
});
