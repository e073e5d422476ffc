import type { ExampleStep, RuleExample } from './example';

const reward = {
  rewardType: 'free_item',
  rewardValue: 'free_lunch',
  rewardDescription: 'A free lunch',
} as const;

const visit = (id: string, at: string, expect: ExampleStep['expect']): ExampleStep => ({
  buy: { id, at, lines: [{ amount: 9 }] },
  expect,
});

export const visitExamples: readonly RuleExample<
  {
    visitsRequired: number;
    withinDays: number;
    consecutiveRequired?: boolean;
    refundPolicy?: 'negative';
  } & typeof reward
>[] = [
  {
    title: 'One visit a local day, within a rolling window, in whatever order they are reported',
    config: { visitsRequired: 3, withinDays: 7, ...reward },
    timezone: 'Europe/Berlin',
    preview: 'Visit us 3 times within 7 days, and get: A free lunch.',
    steps: [
      visit('a', '2026-03-28T09:00:00Z', { earned: 1, progress: [1, 3] }),
      visit('b', '2026-03-28T22:59:59.999Z', {
        earned: 0,
        reasons: ['already_visited_today'],
        progress: [1, 3],
      }),
      visit('c', '2026-04-04T09:00:00Z', { earned: 1, progress: [1, 3] }),
      visit('d', '2026-04-03T21:59:59Z', { earned: 1, progress: [2, 3] }),
      { refund: { id: 'a' }, expect: { earned: 0, reasons: ['still_visited_that_day'], progress: [2, 3] } },
      visit('e', '2026-03-29T22:00:00Z', { earned: 1, issued: 1, progress: [0, 3] }),
      { refund: { id: 'b' }, expect: { earned: -1, revoked: 0, progress: [0, 3] } },
      { refund: { id: 'c' }, expect: { earned: -1, revoked: 1, progress: [1, 3] } },
    ],
  },
  {
    title: 'Days in a row',
    config: { visitsRequired: 2, withinDays: 2, consecutiveRequired: true, ...reward },
    preview: 'Visit us 2 days in a row, and get: A free lunch.',
    steps: [
      visit('a', '2026-03-01T09:00:00Z', { earned: 1, progress: [1, 2] }),
      visit('b', '2026-03-03T09:00:00Z', { earned: 1, progress: [1, 2] }),
      visit('c', '2026-03-04T09:00:00Z', { earned: 1, issued: 1, progress: [0, 2] }),
      visit('d', '2026-03-05T09:00:00Z', { earned: 1, issued: 0, progress: [1, 2] }),
    ],
  },
  {
    title: 'Another visit takes the place of one that is refunded',
    config: { visitsRequired: 2, withinDays: 7, ...reward },
    preview: 'Visit us 2 times within 7 days, and get: A free lunch.',
    steps: [
      visit('a', '2026-03-01T09:00:00Z', { progress: [1, 2] }),
      visit('b', '2026-03-02T09:00:00Z', { issued: 1, progress: [0, 2] }),
      visit('c', '2026-03-03T09:00:00Z', { progress: [1, 2] }),
      { refund: { id: 'a' }, expect: { earned: -1, revoked: 0, progress: [0, 2] } },
      { use: true, expect: { progress: [0, 2] } },
      { refund: { id: 'c' }, expect: { earned: 0, reasons: ['already_used'], progress: [0, 2] } },
    ],
  },
  {
    title: 'A used reward is made up for by the next visit, where the policy says so',
    config: { visitsRequired: 2, withinDays: 7, ...reward, refundPolicy: 'negative' },
    preview: 'Visit us 2 times within 7 days, and get: A free lunch.',
    steps: [
      visit('a', '2026-03-01T09:00:00Z', { progress: [1, 2] }),
      visit('b', '2026-03-02T09:00:00Z', { issued: 1, progress: [0, 2] }),
      { use: true, expect: { progress: [0, 2] } },
      { refund: { id: 'a' }, expect: { earned: -1, reasons: ['already_used'], progress: [-1, 2] } },
      visit('c', '2026-03-04T09:00:00Z', { earned: 1, issued: 0, progress: [0, 2] }),
    ],
  },
];
