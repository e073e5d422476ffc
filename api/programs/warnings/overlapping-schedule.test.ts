import { day, definitionOf, noon } from '../../../test/support/programs';
import { warningsOf } from '.';
import { codes, daily, other, shop, table, visits, weekly } from './warnings.fixtures';

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
