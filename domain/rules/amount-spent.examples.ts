import type { RuleExample } from './example';

const reward = {
  rewardType: 'discount',
  rewardValue: 10,
  rewardDescription: '10% off your next purchase',
} as const;

export const amountExamples = [
  {
    title: 'Each month for itself, late purchases in their own',
    config: { thresholdAmount: 100, resetPeriod: 'monthly', ...reward },
    timezone: 'America/New_York',
    preview: 'Spend $100 within a calendar month, and get: 10% off your next purchase.',
    steps: [
      {
        buy: { id: 'a', at: '2026-04-01T03:59:59.999Z', lines: [{ amount: 60 }] },
        expect: { earned: 6000, issued: 0, progress: [6000, 10000] },
      },
      {
        buy: { id: 'b', at: '2026-04-01T04:00:00Z', lines: [{ amount: 50 }] },
        expect: { earned: 5000, issued: 0, progress: [5000, 10000] },
      },
      {
        buy: { id: 'c', at: '2026-03-15T12:00:00Z', lines: [{ amount: 240 }] },
        expect: { earned: 24000, issued: 3, progress: [0, 10000] },
      },
      { refund: { id: 'a' }, expect: { earned: -6000, revoked: 1, progress: [4000, 10000] } },
      {
        buy: { id: 'd', at: '2026-04-02T12:00:00Z', lines: [{ amount: 10 }], discount: 10 },
        expect: { earned: 0, reasons: ['nothing_spent'], progress: [5000, 10000] },
      },
    ],
  },
  {
    title: "A refund leaves other months' rewards alone",
    config: { thresholdAmount: 100, resetPeriod: 'monthly', ...reward },
    preview: 'Spend $100 within a calendar month, and get: 10% off your next purchase.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-31T12:00:00Z', lines: [{ amount: 100 }] },
        expect: { issued: 1, progress: [0, 10000] },
      },
      { use: true, expect: { progress: [0, 10000] } },
      {
        buy: { id: 'b', at: '2026-04-01T12:00:00Z', lines: [{ amount: 100 }] },
        expect: { issued: 1, progress: [0, 10000] },
      },
      {
        refund: { id: 'a' },
        expect: { earned: 0, revoked: 0, reasons: ['already_used'], progress: [0, 10000] },
      },
      { refund: { id: 'b' }, expect: { earned: -10000, revoked: 1, progress: [0, 10000] } },
    ],
  },
  {
    title: 'What was used already is repaid first',
    config: { thresholdAmount: 100, ...reward, refundPolicy: 'negative' },
    preview: 'Spend $100, and get: 10% off your next purchase.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-02T12:00:00Z', lines: [{ amount: 130 }] },
        expect: { issued: 1, progress: [3000, 10000] },
      },
      { use: true, expect: { progress: [3000, 10000] } },
      {
        refund: { id: 'a' },
        expect: { earned: -13000, reasons: ['already_used'], progress: [-10000, 10000] },
      },
      {
        buy: { id: 'b', at: '2026-03-03T12:00:00Z', lines: [{ amount: 150 }] },
        expect: { issued: 0, progress: [5000, 10000] },
      },
    ],
  },
  {
    title: 'At most 100 rewards at once; caps are amounts of money',
    config: {
      thresholdAmount: 0.5,
      ...reward,
      caps: { perTransaction: 60, perDay: 70.5, maximumBalance: 1000 },
    },
    preview: 'Spend $0.50, and get: 10% off your next purchase.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-02T12:00:00Z', lines: [{ amount: 99 }] },
        expect: {
          earned: 6000,
          issued: 100,
          reasons: ['capped_per_transaction', 'rewards_at_once_limit'],
          progress: [1000, 50],
        },
      },
      {
        buy: { id: 'b', at: '2026-03-02T13:00:00Z', lines: [{ amount: 20 }] },
        expect: { earned: 1050, issued: 41, reasons: ['capped_per_day'], progress: [0, 50] },
      },
    ],
  },
] as const satisfies readonly RuleExample<object>[];
