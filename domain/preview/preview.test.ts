import { day, definitionOf, hour, noon } from '../../test/support/programs';
import type { ProgramDefinition } from '../program/program';
import { rules } from '../rules';
import { previewOf } from './preview';

const names = { locations: null, segments: null };
const preview = (
  definition: Partial<ProgramDefinition>,
  place: { locationId: string; timezone: string } | null = null,
) =>
  previewOf(definitionOf({ timezone: 'UTC', currency: 'USD', ...definition }), { now: noon, names, place });
const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'A coffee' } as const;

test.each(rules.map((rule) => [rule.type, rule] as const))(
  'the defaults of %s have an example in every currency',
  (ruleType, { defaults }) => {
    for (const currency of ['USD', 'JPY', 'KWD']) {
      const { example, card } = preview({ ruleType, ruleConfig: defaults, currency });
      expect(example?.visits.length).toBeGreaterThan(1);
      expect(example?.visits.every(({ earned }) => earned > 0)).toBe(true);
      expect(example?.reached).toBe(ruleType !== 'POINTS_BASED');
      expect(card).toContain('<svg');
    }
  },
);

test('visit by visit up to the reward, as real purchases go', () => {
  const { example, sentence } = preview({
    ruleConfig: { punchesRequired: 3, minimumPurchaseAmount: 7.5, categoryFilter: 'coffee', ...reward },
  });
  expect(sentence).toBe('Buy coffee 3 times for $7.50 or more, and get: A coffee.');
  expect(example?.visits.map(({ text }) => text)).toEqual([
    '22 November 2026: spends $10 on coffee and gets 1 punch (1 of 3).',
    '23 November 2026: spends $10 on coffee and gets 1 punch (2 of 3).',
    '24 November 2026: spends $10 on coffee and gets 1 punch, and the reward: A coffee.',
  ]);
  expect(example).toMatchObject({ reached: true, balance: null });
});

test('points, and what they are worth', () => {
  const ruleConfig = { pointsPerDollar: 10, redemptionRate: 100 };
  const { example } = preview({ ruleType: 'POINTS_BASED', ruleConfig });
  expect(example).toMatchObject({ reached: false, balance: 150, balanceValue: 1.5 });
});

test('only when the program is open, even if that is for minutes', () => {
  const schedule = {
    recurrence: { rrule: 'FREQ=WEEKLY;BYDAY=TU', start: '2026-11-24T17:20', duration: 'PT15M' },
    blackouts: [{ from: '2026-12-01', to: '2026-12-01' }],
  };
  const { example } = preview({ schedule, ruleConfig: { punchesRequired: 3, ...reward } });
  expect(example?.visits.map(({ occurredAt }) => occurredAt)).toEqual([
    '2026-11-24T17:20:00.000Z',
    '2026-12-08T17:20:00.000Z',
    '2026-12-15T17:20:00.000Z',
  ]);
});

test('in the hours that count where it takes part', () => {
  const definition = {
    locationIds: ['tokyo'],
    ruleConfig: { punchesRequired: 2, validHours: { start: 7, end: 9 }, ...reward },
  };
  const { example } = preview(definition, { locationId: 'tokyo', timezone: 'Asia/Tokyo' });
  expect(example?.visits.map(({ occurredAt }) => occurredAt.slice(11, 16))).toEqual(['23:00', '23:00']);
});

test.each([
  ['only some locations, none of which is open', { locationIds: ['gone'] }],
  [
    'tiers by points, which come from other programs',
    {
      ruleType: 'TIER_BASED' as const,
      ruleConfig: {
        tiers: [
          {
            name: 'One',
            threshold: { type: 'points' as const, value: 10, period: 'yearly' as const },
            benefits: [],
          },
        ],
        evaluationPeriod: 'yearly' as const,
      },
    },
  ],
])('no example: %s', (_name, definition) => {
  const { example, card } = preview(definition);
  expect(example).toBeNull();
  expect(card).toContain('<svg');
});

test('what takes longer than thirty visits is not reached', () => {
  const ruleConfig = { visitsRequired: 60, withinDays: 90, ...reward };
  const { example } = preview({ ruleType: 'VISIT_FREQUENCY', ruleConfig });
  expect([example?.visits.length, example?.reached]).toEqual([30, false]);
});

const first = (definition: Partial<ProgramDefinition>) => preview(definition).example?.visits[0]?.occurredAt;

test('a program that is over is shown as it was, one to come as it will be', () => {
  expect(first({ startsAt: noon - 90 * day, endsAt: noon - day })).toBe(
    new Date(noon - 90 * day).toISOString(),
  );
  expect(first({ startsAt: noon + 7 * day + hour })).toBe(new Date(noon + 7 * day + hour).toISOString());
});
