import * as fc from 'fast-check';
import { TestAccount } from './earn.fixtures';
import { testRefusals } from './validate.fixtures';

testRefusals('VISIT_FREQUENCY', [
  [
    'more visits than days',
    { visitsRequired: 8, withinDays: 7 },
    [
      [
        '/visitsRequired',
        'more_visits_than_days',
        'Visits required must not exceed within days (7), since one visit per day counts',
      ],
    ],
  ],
  [
    'one visit',
    { visitsRequired: 1 },
    [['/visitsRequired', 'out_of_range', 'Visits required must be between 2 and 365']],
  ],
  ['no days', { withinDays: '30' }, [['/withinDays', 'not_a_number', 'Within days must be a whole number']]],
  [
    'perhaps consecutive',
    { consecutiveRequired: 'yes' },
    [['/consecutiveRequired', 'not_a_boolean', 'Consecutive required must be true or false']],
  ],
]);

const reward = { rewardType: 'free_item', rewardValue: 'lunch', rewardDescription: 'A free lunch' } as const;
const dayMs = 86_400_000;
const noon = Date.parse('2026-03-01T11:00:00Z');

/** Visits in any order: rewards are given for days that fit together, no day twice, and none is left that could be. */
test.each([
  ['within a window', { visitsRequired: 3, withinDays: 5, ...reward }],
  ['in a row', { visitsRequired: 3, withinDays: 9, consecutiveRequired: true, ...reward }],
])('every reward stands for days %s', (_what, config) => {
  const visits = fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 25 });
  fc.assert(
    fc.property(visits, (days) => {
      const account = new TestAccount('VISIT_FREQUENCY', config);
      for (const [n, day] of days.entries()) {
        account.buy({
          transactionId: `t${n}`,
          occurredAt: noon + day * dayMs,
          lines: [{ quantity: 1, amount: 1 }],
        });
      }
      const state = account.account.rule as { days: Record<string, { purchases: number; reward?: string }> };
      const all = Object.entries(state.days).map(([day, { reward: id }]) => ({ day: Number(day), id }));
      const fits = (some: readonly number[]): boolean => {
        const span = Math.max(...some) - Math.min(...some) + 1;
        return 'consecutiveRequired' in config ? span === 3 : span <= 5;
      };
      const used = account.held.map(({ id }) => all.filter((visit) => visit.id === id).map(({ day }) => day));
      expect(used.every((group) => group.length === 3 && fits(group))).toBe(true);
      expect(all).toHaveLength(new Set(days).size);
      const free = all.filter(({ id }) => id === undefined).map(({ day }) => day);
      const left = free
        .flatMap((a) => free.flatMap((b) => free.map((c) => [a, b, c])))
        .filter(([a, b, c]) => a! < b! && b! < c!);
      expect(left.some(fits)).toBe(false);
    }),
  );
});

test('visits in their order earn a reward for as many as the window holds', () => {
  const account = new TestAccount('VISIT_FREQUENCY', { visitsRequired: 2, withinDays: 2, ...reward });
  const days = [0, 1, 2, 4, 5, 6, 7];
  const issued = days.map(
    (day) =>
      account.buy({ transactionId: `${day}`, occurredAt: noon + day * dayMs, lines: [] }).issued.length,
  );
  expect(issued).toEqual([0, 1, 0, 0, 1, 0, 1]);
});

test('a visit older than what is remembered changes nothing when it is refunded', () => {
  const account = new TestAccount('VISIT_FREQUENCY', { visitsRequired: 2, withinDays: 2, ...reward });
  const lines = [{ quantity: 1, amount: 1 }];
  account.buy({ transactionId: 'old', occurredAt: noon, lines });
  account.buy({ transactionId: 'new', occurredAt: noon + 1_200 * dayMs, lines });
  const { earned, reasons } = account.refund(0, 0, 1);
  expect([earned, reasons.map(({ code }) => code)]).toEqual([0, ['visit_not_counted']]);
});

test('a reward that loses a day goes on with another, or is taken back and the rest counts again', () => {
  const account = new TestAccount('VISIT_FREQUENCY', { visitsRequired: 3, withinDays: 4, ...reward });
  const lines = [{ quantity: 1, amount: 1 }];
  for (const day of [0, 1, 2, 3])
    account.buy({ transactionId: `${day}`, occurredAt: noon + day * dayMs, lines });
  expect(account.held).toHaveLength(1);
  expect(account.refund(1, 0, 1)).toMatchObject({ revoked: [], issued: [], earned: -1 });
  expect(account.refund(2, 0, 1)).toMatchObject({ revoked: ['r1'], issued: [], earned: -1 });
  const { current } = account.rule.progress(
    account.config,
    account.context,
    account.account.rule,
    noon + 3 * dayMs,
  );
  expect(current).toBe(2);
});
