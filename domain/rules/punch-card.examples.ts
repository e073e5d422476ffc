import type { RuleExample } from './example';

const reward = {
  rewardType: 'free_item',
  rewardValue: 'free_coffee',
  rewardDescription: 'Free coffee of any size',
} as const;

const coffee = {
  punchesRequired: 2,
  minimumPurchaseAmount: 3.5,
  categoryFilter: 'coffee',
  validHours: { start: 6, end: 14 },
  ...reward,
};

export const punchExamples = [
  {
    title: 'Only coffee, from a minimum on, in the morning',
    config: coffee,
    timezone: 'America/New_York',
    preview:
      'Buy coffee 2 times for $3.50 or more between 06:00 and 14:00, and get: Free coffee of any size.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-02T12:00:00Z', lines: [{ category: 'coffee', amount: 3.5 }] },
        expect: { earned: 1, issued: 0, progress: [1, 2] },
      },
      {
        buy: { id: 'b', at: '2026-03-02T12:00:00Z', lines: [{ category: 'tea', amount: 9 }] },
        expect: { earned: 0, reasons: ['no_matching_category'], progress: [1, 2] },
      },
      {
        buy: {
          id: 'c',
          at: '2026-03-02T19:00:00Z',
          lines: [
            { category: 'coffee', amount: 3.49 },
            { category: 'tea', amount: 9 },
          ],
        },
        expect: { earned: 0, reasons: ['below_minimum', 'outside_valid_hours'], progress: [1, 2] },
      },
      {
        buy: { id: 'd', at: '2026-03-03T11:00:00Z', lines: [{ category: 'Coffee', quantity: 2, amount: 7 }] },
        expect: { earned: 1, issued: 1, progress: [0, 2] },
      },
      { refund: { id: 'd', returned: [1] }, expect: { earned: 0, revoked: 0, progress: [0, 2] } },
      { refund: { id: 'a' }, expect: { earned: -1, revoked: 1, progress: [1, 2] } },
    ],
  },
  {
    title: 'Hours that pass midnight, and a reward that expires',
    config: { punchesRequired: 2, validHours: { start: 22, end: 2 }, ...reward, rewardExpirationDays: 30 },
    timezone: 'Europe/Berlin',
    preview: 'Buy 2 times between 22:00 and 02:00, and get: Free coffee of any size.',
    steps: [
      {
        buy: { id: 'a', at: '2026-07-01T20:00:00Z', lines: [{ amount: 1 }] },
        expect: { earned: 1, progress: [1, 2] },
      },
      {
        buy: { id: 'b', at: '2026-07-01T23:59:59.999Z', lines: [{ amount: 1 }] },
        expect: { issued: 1, progress: [0, 2] },
      },
      {
        buy: { id: 'c', at: '2026-07-02T00:00:00Z', lines: [{ amount: 1 }] },
        expect: { earned: 0, reasons: ['outside_valid_hours'], progress: [0, 2] },
      },
    ],
  },
  {
    title: 'A refund after the reward was used stops at zero',
    config: { punchesRequired: 2, ...reward },
    preview: 'Buy 2 times, and get: Free coffee of any size.',
    steps: [
      { buy: { id: 'a', at: '2026-03-02T12:00:00Z', lines: [{ amount: 1 }] }, expect: { progress: [1, 2] } },
      {
        buy: { id: 'b', at: '2026-03-03T12:00:00Z', lines: [{ amount: 1 }] },
        expect: { issued: 1, progress: [0, 2] },
      },
      { use: true, expect: { progress: [0, 2] } },
      { refund: { id: 'a' }, expect: { earned: 0, reasons: ['already_used'], progress: [0, 2] } },
    ],
  },
  {
    title: 'Or goes below it, where the policy says so',
    config: { punchesRequired: 2, ...reward, refundPolicy: 'negative' },
    preview: 'Buy 2 times, and get: Free coffee of any size.',
    steps: [
      { buy: { id: 'a', at: '2026-03-02T12:00:00Z', lines: [{ amount: 1 }] }, expect: { progress: [1, 2] } },
      {
        buy: { id: 'b', at: '2026-03-03T12:00:00Z', lines: [{ amount: 1 }] },
        expect: { issued: 1, progress: [0, 2] },
      },
      { use: true, expect: { progress: [0, 2] } },
      { refund: { id: 'a' }, expect: { earned: -1, reasons: ['already_used'], progress: [-1, 2] } },
      {
        buy: { id: 'c', at: '2026-03-04T12:00:00Z', lines: [{ amount: 1 }] },
        expect: { earned: 1, progress: [0, 2] },
      },
    ],
  },
] as const satisfies readonly RuleExample<object>[];
