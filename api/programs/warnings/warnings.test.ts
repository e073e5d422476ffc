import { day, definitionOf, hour, noon, programOf, type Wish } from '../../../test/support/programs';
import type { Program, ProgramDefinition } from '../../../domain/program/program';
import { warningCodes, warningsOf } from '.';
import type { WarningContext } from './warning';

const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'A coffee' } as const;
const shop = { id: 'shop', timezone: 'Europe/Berlin' };
const berlin = (text: string) => Date.parse(`${text}+01:00`);
const other = (wish: Wish = {}): Program => programOf({ name: 'Other', startsAt: noon - day, ...wish });
const weekly = (rrule: string, start: string, duration = 'PT2H') => ({
  recurrence: { rrule, start, duration },
});
const daily = (start: string, duration: string) => weekly('FREQ=DAILY', start, duration);
const visits = (visitsRequired: number, withinDays: number, consecutiveRequired = false) => ({
  ruleType: 'VISIT_FREQUENCY' as const,
  ruleConfig: { visitsRequired, withinDays, consecutiveRequired, ...reward },
});
const spend = (ruleConfig: object) => ({
  ruleType: 'AMOUNT_SPENT' as const,
  ruleConfig: { thresholdAmount: 100, ...reward, ...ruleConfig },
});
const punches = (ruleConfig: object) => ({ ruleConfig: { punchesRequired: 5, ...reward, ...ruleConfig } });

function codes(definition: Partial<ProgramDefinition>, context: Partial<WarningContext> = {}): string[] {
  const full = {
    now: noon,
    stored: null,
    locations: [shop],
    others: [],
    mostEdges: 20_000,
    ...context,
  };
  const warnings = warningsOf(definitionOf(definition), full);
  for (const { code, message, pointer } of warnings) {
    expect(warningCodes).toContain(code);
    expect([message.length > 20, pointer.startsWith('/')]).toEqual([true, true]);
  }
  return warnings.map(({ code }) => code);
}

type Row = readonly [string, Partial<ProgramDefinition>, Partial<WarningContext>, boolean];

function table(code: string, rows: readonly Row[]): void {
  test.each(rows)(`${code}: %s`, (_name, definition, context, warned) => {
    expect(codes(definition, context).includes(code)).toBe(warned);
  });
}

table('start_in_the_past', [
  ['no start', {}, {}, false],
  ['now', { startsAt: noon }, {}, false],
  ['a moment ago', { startsAt: noon - 1 }, {}, true],
  ['of a draft', { startsAt: noon - day }, { stored: programOf({ isActive: false }) }, true],
  ['of a program that runs', { startsAt: noon - day }, { stored: programOf() }, false],
]);

table('no_location', [
  ['one is open', {}, {}, false],
  ['the business has none', {}, { locations: [] }, true],
  ['all that are named are archived', { locationIds: ['a'] }, { locations: [] }, true],
]);

table('never_open', [
  ['always open', {}, {}, false],
  ['a window in time', { schedule: daily('2026-11-23T09:00', 'PT1H'), endsAt: noon + day }, {}, false],
  [
    'the end before the first window',
    { schedule: daily('2026-11-24T09:00', 'PT1H'), endsAt: noon + day },
    {},
    true,
  ],
  [
    'a blackout over the whole time',
    { schedule: { blackouts: [{ from: '2026-11-20', to: '2026-11-30' }] }, endsAt: noon + 5 * day },
    {},
    true,
  ],
  [
    'a blackout over all but an hour',
    {
      schedule: { blackouts: [{ from: '2026-11-20', to: '2026-11-30' }] },
      endsAt: berlin('2026-12-01T01:00'),
    },
    {},
    false,
  ],
]);

table('unreachable_reward', [
  ['by default', {}, {}, false],
  ['visits on as many days as there are', { ...visits(5, 5), endsAt: noon + 4 * day }, {}, false],
  ['visits on more days than there are', { ...visits(6, 30), endsAt: noon + 4 * day }, {}, true],
  [
    'one day a week, 4 in 22 days',
    { ...visits(4, 22), schedule: weekly('FREQ=WEEKLY', '2026-11-24T09:00') },
    {},
    false,
  ],
  [
    'one day a week, 4 in 21 days',
    { ...visits(4, 21), schedule: weekly('FREQ=WEEKLY', '2026-11-24T09:00') },
    {},
    true,
  ],
  [
    'two days in a row, at weekends',
    { ...visits(2, 2, true), schedule: weekly('FREQ=WEEKLY;BYDAY=SA,SU', '2026-11-28T09:00') },
    {},
    false,
  ],
  [
    'three days in a row, at weekends',
    { ...visits(3, 3, true), schedule: weekly('FREQ=WEEKLY;BYDAY=SA,SU', '2026-11-28T09:00') },
    {},
    true,
  ],
  [
    'a night window is two days',
    { ...visits(2, 2), schedule: weekly('FREQ=WEEKLY', '2026-11-24T23:00') },
    {},
    false,
  ],
  [
    'a blackout every other day',
    {
      ...visits(3, 5),
      endsAt: berlin('2026-11-27T00:00'),
      schedule: { blackouts: ['23', '25'].map((at) => ({ from: `2026-11-${at}`, to: `2026-11-${at}` })) },
    },
    {},
    false,
  ],
  [
    'and one day less',
    {
      ...visits(3, 5),
      endsAt: berlin('2026-11-26T00:00'),
      schedule: { blackouts: ['23', '25'].map((at) => ({ from: `2026-11-${at}`, to: `2026-11-${at}` })) },
    },
    {},
    true,
  ],
  [
    'a maximum per day that is enough',
    { ...punches({ caps: { perDay: 1 } }), endsAt: noon + 4 * day },
    {},
    false,
  ],
  [
    'a maximum per day that is not',
    { ...punches({ caps: { perDay: 1 } }), endsAt: noon + 3 * day },
    {},
    true,
  ],
  ['a maximum balance that is enough', punches({ caps: { maximumBalance: 5 } }), {}, false],
  ['a maximum balance that is not', punches({ caps: { maximumBalance: 4 } }), {}, true],
  ['the same with money', spend({ caps: { maximumBalance: 99.99 } }), {}, true],
  ['spending within a month', spend({ resetPeriod: 'monthly', caps: { perDay: 4 } }), {}, false],
  [
    'spending within a month that is too short',
    spend({ resetPeriod: 'monthly', caps: { perDay: 3 } }),
    {},
    true,
  ],
  ['the same over a quarter', spend({ resetPeriod: 'quarterly', caps: { perDay: 3 } }), {}, false],
  [
    'a quarter of which the program sees a week',
    { ...spend({ resetPeriod: 'quarterly', caps: { perDay: 3 } }), endsAt: noon + 7 * day },
    {},
    true,
  ],
  [
    'days in two periods do not add up',
    {
      ...spend({ resetPeriod: 'yearly', caps: { perDay: 20 } }),
      startsAt: berlin('2026-12-28T00:00'),
      endsAt: berlin('2027-01-05T00:00'),
    },
    {},
    true,
  ],
  [
    'valid hours within the windows',
    { ...punches({ validHours: { start: 8, end: 10 } }), schedule: daily('2026-11-23T09:30', 'PT1H') },
    {},
    false,
  ],
  [
    'valid hours outside the windows',
    { ...punches({ validHours: { start: 8, end: 9 } }), schedule: daily('2026-11-23T09:00', 'PT1H') },
    {},
    true,
  ],
  [
    'valid hours past midnight',
    { ...punches({ validHours: { start: 22, end: 2 } }), schedule: daily('2026-11-23T01:00', 'PT1H') },
    {},
    false,
  ],
  [
    'valid at a location in another zone',
    { ...punches({ validHours: { start: 14, end: 15 } }), schedule: daily('2026-11-23T09:15', 'PT1H') },
    { locations: [{ id: 'nepal', timezone: 'Asia/Kathmandu' }] },
    false,
  ],
  [
    'points have no goal',
    {
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 },
      endsAt: noon + hour,
    },
    {},
    false,
  ],
  [
    'a program that runs counts from its start',
    { ...visits(6, 30), startsAt: noon - 3 * day, endsAt: noon + 2 * day },
    { stored: programOf() },
    false,
  ],
]);

table('similar_program', [
  ['no other', {}, {}, false],
  ['an active one of the same type', {}, { others: [other()] }, true],
  ['one that counts alike', { ...visits(3, 30) }, { others: [other()] }, true],
  ['one that counts something else', spend({}), { others: [other()] }, false],
  [
    'one that is paused',
    {},
    { others: [{ ...other(), lifecycle: 'PAUSED' as const, pausedAt: noon }] },
    false,
  ],
  ['one that is still to come', {}, { others: [other({ startsAt: noon + day })] }, false],
  [
    'at the same location',
    { locationIds: ['a', 'b'] },
    { others: [other({ locationIds: ['b', 'c'] })] },
    true,
  ],
  ['at others', { locationIds: ['a'] }, { others: [other({ locationIds: ['b'] })] }, false],
  [
    'over before this one begins',
    { startsAt: noon + 2 * day },
    { others: [other({ endsAt: noon + day })] },
    false,
  ],
  [
    'in the same exclusive group',
    { exclusiveGroup: { name: 'cards', earns: 'first' } },
    { others: [other({ exclusiveGroup: { name: 'cards', earns: 'first' } })] },
    false,
  ],
]);

table('overlapping_schedule', [
  ['no schedules: said already', {}, { others: [other()] }, false],
  ['one to come', {}, { others: [other({ startsAt: noon + day })] }, true],
  [
    'one to come when this one is over',
    { endsAt: noon + day },
    { others: [other({ startsAt: noon + day })] },
    false,
  ],
  [
    'mornings and evenings',
    { schedule: daily('2026-11-23T08:00', 'PT3H') },
    { others: [other({ schedule: daily('2026-11-23T17:00', 'PT3H') })] },
    false,
  ],
  [
    'that touch',
    { schedule: daily('2026-11-23T08:00', 'PT3H') },
    { others: [other({ schedule: daily('2026-11-23T11:00', 'PT3H') })] },
    false,
  ],
  [
    'that meet for a minute',
    { schedule: daily('2026-11-23T08:00', 'PT3H1M') },
    { others: [other({ schedule: daily('2026-11-23T11:00', 'PT3H') })] },
    true,
  ],
  [
    'the same hours on other days',
    { schedule: weekly('FREQ=WEEKLY;BYDAY=MO,WE', '2026-11-23T09:00') },
    { others: [other({ schedule: weekly('FREQ=WEEKLY;BYDAY=TU,TH', '2026-11-24T09:00') })] },
    false,
  ],
  [
    'on one day of the year',
    { schedule: weekly('FREQ=YEARLY', '2027-03-01T09:00') },
    { others: [other({ schedule: weekly('FREQ=MONTHLY', '2026-12-01T10:00') })] },
    true,
  ],
  [
    'unless that day is blacked out',
    {
      schedule: {
        ...weekly('FREQ=YEARLY', '2027-03-01T09:00'),
        blackouts: [{ from: '2027-03-01', to: '2027-03-01' }],
      },
    },
    { others: [other({ schedule: weekly('FREQ=MONTHLY', '2026-12-01T10:00') })] },
    false,
  ],
  [
    'beyond a year nobody looks',
    { schedule: weekly('FREQ=YEARLY', '2028-03-01T09:00') },
    { others: [other()] },
    false,
  ],
  [
    'in zones of their own',
    { schedule: daily('2026-11-23T09:00', 'PT1H') },
    { others: [other({ schedule: daily('2026-11-23T17:00', 'PT1H'), timezone: 'Asia/Tokyo' })] },
    true,
  ],
]);

test('the message says when two schedules first meet, and the program is named', () => {
  const schedule = daily('2026-11-23T10:00', 'PT3H');
  const one = other({ schedule: daily('2026-11-23T11:30', 'PT3H') });
  const warnings = warningsOf(definitionOf({ schedule }), {
    now: noon,
    stored: null,
    locations: [shop],
    others: [one],
    mostEdges: 100,
  });
  expect(warnings).toEqual([
    {
      pointer: '/schedule',
      code: 'overlapping_schedule',
      message: expect.stringContaining('2026-11-23T10:30:00.000Z'),
      program: { id: one.id, name: 'Other' },
    },
  ]);
});

test('when there is too much to look at, nothing is claimed', () => {
  const schedule = daily('2026-11-23T08:00', 'PT1H');
  const others = [other({ schedule: daily('2026-11-23T09:00', 'PT1H') })];
  expect(codes({ schedule }, { others, mostEdges: 10 })).toEqual([]);
  expect(codes({ ...visits(3, 2), schedule }, { mostEdges: 0 })).toEqual([]);
});

test('a flood of similar programs is warned of within limits', () => {
  const others = Array.from({ length: 100 }, () => other());
  expect(codes({}, { others })).toHaveLength(50);
});
