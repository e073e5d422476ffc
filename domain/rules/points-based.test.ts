import * as fc from 'fast-check';
import { TestAccount } from './earn.fixtures';
import { pointsBased, type PointsBasedConfig } from './points-based';
import type { Purchase, PurchaseLine } from './purchase';
import { testRefusals } from './validate.fixtures';

const context = { currency: 'USD', timezone: 'UTC', balance: 0 };
const perDollar = 'Points per dollar must be a positive number';

testRefusals('POINTS_BASED', [
  ['no points', { pointsPerDollar: 0 }, [['/pointsPerDollar', 'not_positive', perDollar]]],
  ['negative points', { pointsPerDollar: -1 }, [['/pointsPerDollar', 'not_positive', perDollar]]],
  ['points as text', { pointsPerDollar: 'NaN' }, [['/pointsPerDollar', 'not_a_number', perDollar]]],
  ['null points', { pointsPerDollar: null }, [['/pointsPerDollar', 'not_a_number', perDollar]]],
  [
    'too many points',
    { pointsPerDollar: 10_001 },
    [['/pointsPerDollar', 'out_of_range', 'Points per dollar must be at most 10,000']],
  ],
  [
    'over-precise points',
    { pointsPerDollar: 0.00001 },
    [['/pointsPerDollar', 'too_precise', 'Points per dollar must have at most 4 decimals']],
  ],
  [
    'nothing for points',
    { redemptionRate: 0 },
    [['/redemptionRate', 'not_positive', 'Redemption rate must be a positive number']],
  ],
  [
    'points that expire at once',
    { expirationMonths: 0 },
    [['/expirationMonths', 'out_of_range', 'Expiration months must be between 1 and 120']],
  ],
  [
    'bad categories',
    { categoryMultipliers: { Wine: 2, wine: 3, 'a b': 1, tea: 0 } },
    [
      ['/categoryMultipliers/a b', 'invalid_name', 'A name must have 1 to 40 letters, digits, "_" or "-"'],
      ['/categoryMultipliers/tea', 'not_positive', 'Category multiplier must be a positive number'],
      [
        '/categoryMultipliers/wine',
        'duplicate_category',
        'Category "wine" is listed twice, keep one of them (upper and lower case are the same)',
      ],
    ],
  ],
  [
    'categories that are none',
    { categoryMultipliers: [] },
    [
      [
        '/categoryMultipliers',
        'not_an_object',
        'Category multipliers must be an object of names and numbers',
      ],
    ],
  ],
  [
    'too many categories',
    { categoryMultipliers: Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`c${n}`, 2])) },
    [['/categoryMultipliers', 'too_many', 'Category multipliers must have at most 100 entries']],
  ],
]);

const wine = (line: PurchaseLine): boolean => line.category?.toLowerCase() === 'wine';
const tenThousandths = (value: number): bigint => BigInt(Math.round(value * 10_000));

/** What the rule promises, reckoned in another way: a sum of fractions over one common denominator. */
function slowPoints(config: PointsBasedConfig, purchase: Purchase): bigint {
  const rate = tenThousandths(config.pointsPerDollar) * tenThousandths(purchase.pointsMultiplier ?? 1);
  const wineRate = tenThousandths(config.categoryMultipliers?.['wine'] ?? 1);
  let numerator = 0n;
  for (const line of purchase.lines)
    numerator += BigInt(line.amount) * rate * (wine(line) ? wineRate : 10_000n);
  return numerator / 100_000_000_000_000n;
}

const multiplier = fc.integer({ min: 1, max: 1_000_000 }).map((n) => n / 10_000);

test('points are exact, and rounded down once over all lines', () => {
  const line = fc.record({
    quantity: fc.constant(1),
    amount: fc.nat(10_000_000_000),
    category: fc.constantFrom('wine', 'Wine', 'tea'),
  });
  const purchase = fc.record({
    transactionId: fc.constant('t'),
    occurredAt: fc.constant(0),
    lines: fc.array(line, { minLength: 1, maxLength: 6 }),
    pointsMultiplier: multiplier,
  });
  fc.assert(
    fc.property(purchase, multiplier, multiplier, (bought, pointsPerDollar, wineRate) => {
      const config = { pointsPerDollar, redemptionRate: 1, categoryMultipliers: { wine: wineRate } };
      const { quantity } = pointsBased.measure(config, context, bought);
      const exact = slowPoints(config, bought);
      expect(quantity).toBe(Number(exact > 1_000_000_000_001n ? 1_000_000_000_001n : exact));
    }),
  );
});

test('more points than can be counted are cut off, and the customer is told', () => {
  const config = { pointsPerDollar: 10_000, redemptionRate: 1, categoryMultipliers: { wine: 100 } };
  const lines = [{ category: 'wine', quantity: 1, amount: 100_000_000_000 }];
  const bought = { transactionId: 't', occurredAt: 0, lines, pointsMultiplier: 100 };
  const { earned, reasons } = new TestAccount('POINTS_BASED', config).buy(bought);
  expect([earned, reasons.map(({ code }) => code)]).toEqual([1_000_000_000_000, ['quantity_out_of_range']]);
});

test.each([
  [100, 'USD', 250, 250],
  [100, 'USD', 99, 99],
  [3, 'USD', 1, 33],
  [0.5, 'USD', 1, 200],
  [100, 'JPY', 250, 2],
  [1.5, 'KWD', 1, 666],
])(
  'at %p points for one %s, %i points are worth %i minor units',
  (redemptionRate, currency, count, worth) => {
    expect(pointsBased.redemptionValue?.({ pointsPerDollar: 1, redemptionRate }, count, currency)).toBe(
      worth,
    );
  },
);
