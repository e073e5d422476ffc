import type { RuleExample } from './example';

const reward = { rewardType: 'credit', rewardValue: 5, rewardDescription: '$5 off' } as const;

export const stampExamples = [
  {
    title: 'Stamps per item: the rest carries over',
    config: {
      stampsRequired: 5,
      stampEarnRule: { type: 'per_item', value: 2 },
      categoryFilter: 'bagel',
      ...reward,
    },
    preview: 'Collect 2 stamps for every item from bagel; 5 stamps, and you get: $5 off.',
    steps: [
      {
        buy: {
          id: 'a',
          at: '2026-03-02T12:00:00Z',
          lines: [
            { category: 'bagel', quantity: 6, amount: 12 },
            { category: 'tea', quantity: 9, amount: 9 },
          ],
        },
        expect: { earned: 12, issued: 2, progress: [2, 5] },
      },
      { refund: { id: 'a', returned: [2] }, expect: { earned: -4, revoked: 1, progress: [3, 5] } },
      {
        buy: { id: 'b', at: '2026-03-02T12:00:00Z', lines: [{ category: 'tea', amount: 9 }] },
        expect: { earned: 0, reasons: ['no_matching_category'], progress: [3, 5] },
      },
      { refund: { id: 'a', returned: [6, 9] }, expect: { earned: -8, revoked: 1, progress: [0, 5] } },
    ],
  },
  {
    title: 'Stamps per dollar are rounded down once per purchase',
    config: { stampsRequired: 10, stampEarnRule: { type: 'per_dollar', value: 0.5 }, ...reward },
    preview: 'Collect 0.5 stamps for every $1; 10 stamps, and you get: $5 off.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-02T12:00:00Z', lines: [{ amount: 3.3 }, { amount: 2.7 }] },
        expect: { earned: 3, progress: [3, 10] },
      },
      {
        buy: { id: 'b', at: '2026-03-02T12:00:00Z', lines: [{ amount: 1.99 }] },
        expect: { earned: 0, reasons: ['too_small_to_earn'], progress: [3, 10] },
      },
    ],
  },
  {
    title: 'Stamps per visit',
    config: { stampsRequired: 2, stampEarnRule: { type: 'per_visit', value: 1 }, ...reward },
    preview: 'Collect 1 stamp for every purchase; 2 stamps, and you get: $5 off.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-02T12:00:00Z', lines: [{ amount: 0 }] },
        expect: { earned: 1, progress: [1, 2] },
      },
      {
        buy: { id: 'b', at: '2026-03-02T12:00:00Z', lines: [{ amount: 1 }] },
        expect: { issued: 1, progress: [0, 2] },
      },
    ],
  },
] as const satisfies readonly RuleExample<object>[];
