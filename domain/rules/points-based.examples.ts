import type { RuleExample } from './example';

const config = { pointsPerDollar: 10, minimumPurchaseAmount: 5, redemptionRate: 100, expirationMonths: 1 };
const wine = {
  pointsPerDollar: 1.5,
  categoryMultipliers: { wine: 2 },
  redemptionRate: 100,
  expirationMonths: 12,
};

export const pointsExamples = [
  {
    title: 'Points for what is spent, from a minimum on',
    config,
    timezone: 'Europe/Berlin',
    preview:
      'Earn 10 points for every $1 you spend on purchases of $5 or more. 100 points are worth $1, for 1 month.',
    steps: [
      {
        buy: { id: 'a', at: '2026-01-31T12:00:00Z', lines: [{ amount: 12.34 }] },
        expect: { earned: 123, progress: [123], expiresAt: '2026-02-28T12:00:00Z' },
      },
      {
        buy: { id: 'b', at: '2026-02-01T12:00:00Z', lines: [{ amount: 6 }], discount: 1.01 },
        expect: { earned: 0, reasons: ['below_minimum'], progress: [123] },
      },
      { refund: { id: 'a' }, expect: { earned: -123, progress: [0] } },
    ],
  },
  {
    title: 'The sum is rounded once, and a refund takes back what the rest is not worth',
    config: wine,
    preview:
      'Earn 1.5 points for every $1 you spend, 2 times the points on wine. 100 points are worth $1, for 12 months.',
    steps: [
      {
        buy: {
          id: 'a',
          at: '2026-03-01T12:00:00Z',
          lines: [
            { category: 'Wine', amount: 0.33 },
            { amount: 0.33, quantity: 3 },
          ],
        },
        expect: { earned: 1, progress: [1] },
      },
      { refund: { id: 'a', returned: [0, 1] }, expect: { earned: 0, reasons: [], progress: [1] } },
      { refund: { id: 'a', returned: [0, 3] }, expect: { earned: -1, progress: [0] } },
      {
        buy: { id: 'b', at: '2026-03-01T12:00:00Z', lines: [{ amount: 0.5 }] },
        expect: { earned: 0, reasons: ['too_small_to_earn'], progress: [0] },
      },
    ],
  },
  {
    title: 'A tier multiplies points; caps cut them off',
    config: {
      pointsPerDollar: 10,
      redemptionRate: 200,
      caps: { perTransaction: 100, perDay: 150, maximumBalance: 200 },
    },
    preview: 'Earn 10 points for every $1 you spend. 200 points are worth $1.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-01T12:00:00Z', lines: [{ amount: 6.5 }], pointsMultiplier: 1.5 },
        expect: { earned: 97, progress: [97] },
      },
      {
        buy: { id: 'b', at: '2026-03-01T13:00:00Z', lines: [{ amount: 11 }] },
        expect: { earned: 53, reasons: ['capped_per_transaction', 'capped_per_day'], progress: [150] },
      },
      {
        buy: { id: 'c', at: '2026-03-02T13:00:00Z', lines: [{ amount: 9 }] },
        expect: { earned: 50, reasons: ['capped_balance'], progress: [200] },
      },
      { refund: { id: 'b' }, expect: { earned: -53, progress: [147] } },
    ],
  },
  {
    title: 'A currency without decimals',
    config: { pointsPerDollar: 0.01, redemptionRate: 1 },
    currency: 'JPY',
    preview: 'Earn 0.01 points for every ¥1 you spend. 1 point is worth ¥1.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-01T12:00:00Z', lines: [{ amount: 1999 }] },
        expect: { earned: 19, progress: [19] },
      },
    ],
  },
] as const satisfies readonly RuleExample<object>[];
