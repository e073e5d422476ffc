import { compareVariants } from './compare';
import type { VariantTotals } from './results';
import type { Metric } from './variant';

/** Mulberry32: numbers from 0 to 1 that depend on the seed alone. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const customers = 400;
const [redemptionRate, buyers, meanLog] = [0.15, 0.4, 7];

/** A variant whose customers mostly buy nothing, and some very much; `factor` is what it does to rates and spend. */
function simulated(variant: string, random: () => number, factor: number): VariantTotals {
  const totals = { redeemed: 0, spend: 0, spendSquares: 0 };
  for (let i = 0; i < customers; i += 1) {
    if (random() < redemptionRate * factor) totals.redeemed += 1;
    const normal = Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
    const spend = random() < buyers ? Math.round(Math.exp(meanLog + 0.8 * normal) * factor) : 0;
    totals.spend += spend;
    totals.spendSquares += spend * spend;
  }
  return { variant, customers, enrolled: customers, joined: 0, redemptions: totals.redeemed, ...totals };
}

const seeds = Array.from({ length: 1_000 }, (_, seed) => seed + 1);

function run(seed: number, metric: Metric, factors: readonly number[]) {
  const random = randomFrom(seed * 7_919);
  const totals = factors.map((factor, i) => simulated(i === 0 ? 'control' : `b${i}`, random, factor));
  return compareVariants(totals, { metric, control: 'control', interim: false });
}

const shareOf = (holds: (seed: number) => boolean): number => seeds.filter(holds).length / seeds.length;

describe.each(['redemptionRate', 'spendPerCustomer'] as const)('by %s', (metric) => {
  test.each([[[1, 1]], [[1, 1, 1, 1]]])(
    'variants that do not differ have a winner in 5%% of cases at most: %j',
    (factors) => {
      // 1,000 seeds leave a deviation of 0.7 percentage points.
      expect(shareOf((seed) => run(seed, metric, factors).winner !== null)).toBeLessThan(0.06);
    },
  );

  test('a variant that does better by half nearly always wins, and never the control', () => {
    const winners = seeds.slice(0, 200).map((seed) => run(seed, metric, [1, 1.6]).winner);
    expect(winners.filter((winner) => winner === 'b1').length).toBeGreaterThan(150);
    expect(winners).not.toContain('control');
  });

  test('the interval of 95%% holds the true difference in about 95 of 100 cases', () => {
    const mean = buyers * Math.exp(meanLog + 0.8 ** 2 / 2);
    const truth = (metric === 'redemptionRate' ? redemptionRate : mean) * 0.2;
    const held = shareOf((seed) => {
      const lift = run(seed, metric, [1, 1.2]).variants[1]?.lift?.[metric];
      return lift !== null && lift !== undefined && lift.low <= truth && truth <= lift.high;
    });
    expect(held).toBeGreaterThan(0.93);
    expect(held).toBeLessThan(0.97);
  });
});
