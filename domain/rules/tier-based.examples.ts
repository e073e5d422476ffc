import type { RuleExample } from './example';

const silver = {
  name: 'Silver',
  threshold: { type: 'spending', value: 100, period: 'yearly' },
  benefits: ['wifi'],
} as const;
const gold = {
  name: 'Gold',
  threshold: { type: 'spending', value: 300, period: 'yearly' },
  benefits: ['wifi', 'late_checkout'],
  multipliers: { points: 1.5 },
} as const;
const regular = {
  name: 'Regular',
  threshold: { type: 'visits', value: 2, period: 'monthly' },
  benefits: [],
} as const;
const collector = {
  name: 'Collector',
  threshold: { type: 'points', value: 500, period: 'lifetime' },
  benefits: [],
} as const;

export const tierExamples = [
  {
    title: 'Up at once, down after the grace months, one tier at a time',
    config: {
      tiers: [silver, gold],
      evaluationPeriod: 'yearly',
      degradationRules: { enabled: true, gracePeriodMonths: 3 },
    },
    timezone: 'Europe/Berlin',
    preview:
      'Reach a tier. Silver: spend $100 within a calendar year. Gold (1.5 times the points): spend $300 within a calendar year.',
    steps: [
      {
        buy: { id: 'a', at: '2025-12-31T22:59:59.999Z', lines: [{ amount: 99.99 }] },
        expect: { earned: 9999, tier: null, progress: [9999, 10000] },
      },
      {
        buy: { id: 'b', at: '2025-06-01T12:00:00Z', lines: [{ amount: 200.01 }] },
        expect: { earned: 20001, tier: 'Gold', progress: [30000, 30000] },
      },
      { reviewUntil: '2026-12-31T22:59:59Z', expect: { tier: 'Gold', progress: [0, 30000] } },
      { reviewUntil: '2026-12-31T23:00:00Z', expect: { tier: 'Gold', progress: [0, 30000] } },
      { reviewUntil: '2027-03-31T21:59:59Z', expect: { tier: 'Gold', progress: [0, 30000] } },
      { reviewUntil: '2027-03-31T22:00:00Z', expect: { tier: 'Silver', progress: [0, 30000] } },
      { reviewUntil: '2028-03-31T22:00:00Z', expect: { tier: null, progress: [0, 10000] } },
    ],
  },
  {
    title: 'A refund that breaks a tier leaves a lower one that other purchases reached',
    config: {
      tiers: [{ ...silver, threshold: { ...silver.threshold, period: 'monthly' } }, regular],
      evaluationPeriod: 'yearly',
    },
    preview:
      'Reach a tier. Silver: spend $100 within a calendar month. Regular: buy 2 times within a calendar month.',
    steps: [
      {
        buy: { id: 'a', at: '2026-03-05T12:00:00Z', lines: [{ amount: 5 }] },
        expect: { tier: null, progress: [500, 10000] },
      },
      {
        buy: { id: 'b', at: '2026-03-06T12:00:00Z', lines: [{ amount: 5 }] },
        expect: { tier: 'Regular', progress: [2, 2] },
      },
      {
        buy: { id: 'c', at: '2026-04-06T12:00:00Z', lines: [{ amount: 150 }] },
        expect: { tier: 'Regular', progress: [1, 2] },
      },
      { refund: { id: 'a' }, expect: { tier: 'Silver', progress: [1, 2] } },
      { refund: { id: 'c' }, expect: { tier: null, progress: [0, 10000] } },
    ],
  },
  {
    title: 'Earned again within the grace months, and refunded',
    config: {
      tiers: [silver],
      evaluationPeriod: 'monthly',
      degradationRules: { enabled: true, gracePeriodMonths: 2 },
    },
    preview: 'Reach a tier. Silver: spend $100 within a calendar year.',
    steps: [
      {
        buy: { id: 'a', at: '2025-05-01T12:00:00Z', lines: [{ amount: 150 }] },
        expect: { tier: 'Silver', progress: [15000, 10000] },
      },
      { reviewUntil: '2027-01-01T00:00:00Z', expect: { tier: 'Silver', progress: [0, 10000] } },
      {
        buy: { id: 'b', at: '2027-02-01T12:00:00Z', lines: [{ amount: 100 }] },
        expect: { tier: 'Silver', progress: [10000, 10000] },
      },
      { reviewUntil: '2027-06-01T00:00:00Z', expect: { tier: 'Silver', progress: [10000, 10000] } },
      { refund: { id: 'a' }, expect: { earned: -15000, tier: 'Silver', progress: [10000, 10000] } },
      { refund: { id: 'b' }, expect: { earned: -10000, tier: null, progress: [0, 10000] } },
    ],
  },
  {
    title: 'Tiers that count different things, and are never lowered',
    config: { tiers: [regular, collector], evaluationPeriod: 'monthly' },
    preview: 'Reach a tier. Regular: buy 2 times within a calendar month. Collector: earn 500 points.',
    steps: [
      {
        buy: { id: 'a', at: '2026-01-31T12:00:00Z', lines: [{ amount: 1 }] },
        expect: { earned: 1, tier: null, progress: [1, 2] },
      },
      {
        buy: { id: 'b', at: '2026-02-01T12:00:00Z', lines: [{ amount: 1 }] },
        expect: { earned: 1, tier: null, progress: [1, 2] },
      },
      {
        buy: { id: 'c', at: '2026-02-02T12:00:00Z', lines: [{ amount: 1 }] },
        expect: { tier: 'Regular', progress: [0, 500] },
      },
      { reviewUntil: '2027-01-01T00:00:00Z', expect: { tier: 'Regular', progress: [0, 500] } },
      {
        buy: { id: 'd', at: '2027-01-02T12:00:00Z', lines: [{ amount: 1 }], pointsEarned: 500 },
        expect: { earned: 1, tier: 'Collector', progress: [500, 500] },
      },
      { refund: { id: 'd' }, expect: { earned: -1, tier: 'Regular', progress: [0, 500] } },
    ],
  },
] as const satisfies readonly RuleExample<object>[];
