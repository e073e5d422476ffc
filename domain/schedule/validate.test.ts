import * as fc from 'fast-check';
// oxlint-disable-next-line no-restricted-imports -- only sandboxed code must not load Joi
import joi from 'joi';
import type { Schedule } from './schedule';
import { validateSchedule } from './validate';
import { everyHour, good, tell, timezone, withRule } from './validate.fixtures';

test.each<[string, Schedule]>([
  ['nothing', {}],
  ['no blackouts', { blackouts: [] }],
  ['a recurrence and blackouts', { recurrence: good, blackouts: [{ from: '2026-12-24', to: '2026-12-26' }] }],
  [
    'overlapping blackouts',
    {
      blackouts: [
        { from: '2026-12-24', to: '2026-12-26' },
        { from: '2026-12-25T00:00', to: '2027-01-02T06:00:00' },
      ],
    },
  ],
  [
    'a window every hour, all touching',
    { recurrence: { ...good, rrule: `FREQ=DAILY;BYHOUR=${everyHour}`, duration: 'PT1H' } },
  ],
  ['every day, all day', { recurrence: { ...good, rrule: 'freq=daily', duration: 'P1D' } }],
  [
    'a leap day that is a Monday',
    { recurrence: { ...good, rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO' } },
  ],
  [
    'what calendars export',
    {
      recurrence: {
        ...good,
        rrule:
          'FREQ=MONTHLY;INTERVAL=1;WKST=SU;BYDAY=+1MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0;UNTIL=20301231T235959Z',
      },
    },
  ],
  ['as many windows as possible', { recurrence: { ...good, rrule: 'FREQ=WEEKLY;COUNT=1000' } }],
  [
    'as long a window as possible',
    { recurrence: { ...good, rrule: 'FREQ=YEARLY;INTERVAL=2', duration: 'P366D' } },
  ],
])('valid: %s', (_case, value) => {
  expect(validateSchedule(joi, value, { timezone })).toEqual({ value });
});

describe('other fields of a recurrence', () => {
  test.each([
    ['duration', '-PT2H', 'not_positive'],
    ['duration', 'PT0M', 'not_positive'],
    ['duration', 'P0D', 'not_positive'],
    ['duration', 'P367D', 'out_of_range'],
    ['duration', 'PT999999999H', 'out_of_range'],
    ['duration', 'PT9999999999H', 'invalid_duration'],
    ['duration', 'P1M', 'invalid_duration'],
    ['duration', 'P1Y', 'invalid_duration'],
    ['duration', 'PT90S', 'invalid_duration'],
    ['duration', 'PT1.5H', 'invalid_duration'],
    ['duration', 'P', 'invalid_duration'],
    ['duration', 'P1DT', 'invalid_duration'],
    ['duration', '2 hours', 'invalid_duration'],
    ['start', '2026-03-01', 'invalid_local_time'],
    ['start', '2026-02-29T17:00', 'invalid_local_time'],
    ['start', '2026-13-01T17:00', 'invalid_local_time'],
    ['start', '2026-03-01T24:00', 'invalid_local_time'],
    ['start', '2026-03-01T17:60', 'invalid_local_time'],
    ['start', '2026-03-01T17:00:30', 'invalid_local_time'],
    ['start', '2026-03-01T17:00Z', 'invalid_local_time'],
    ['start', '2026-03-01T17:00+01:00', 'invalid_local_time'],
    ['start', '1026-03-01T17:00', 'invalid_local_time'],
    ['start', '9026-03-01T17:00', 'invalid_local_time'],
  ])('%s %s: %s', (field, value, code) => {
    expect(tell({ recurrence: { ...good, [field]: value } }).problems).toEqual([
      `/recurrence/${field} ${code}`,
    ]);
  });

  test.each([
    ['FREQ=DAILY', 'PT24H1M'],
    ['FREQ=DAILY;BYHOUR=9,10', 'PT61M'],
    ['FREQ=WEEKLY;BYDAY=MO,TU', 'P1DT1M'],
    ['FREQ=MONTHLY;BYMONTHDAY=1,-1', 'P1DT1H'],
    ['FREQ=YEARLY', 'P366D'],
  ])('%s for %s: windows would overlap', (rrule, duration) => {
    expect(tell({ recurrence: { ...good, rrule, duration } }).problems).toEqual([
      '/recurrence/duration overlapping_windows',
    ]);
  });
});

const many = (length: number): unknown => ({
  blackouts: Array.from({ length }, () => ({ from: '2026-12-24', to: '2026-12-26' })),
});

describe('blackouts', () => {
  test.each([
    ['2026-12-24', '2026-12-23', 'ends_before_start'],
    ['2026-12-24T18:00', '2026-12-24T18:00', 'ends_before_start'],
    ['2026-12-24', '2026-12-24T18:00', 'mixed_blackout'],
    ['2026-12-24T18:00', '2026-12-26', 'mixed_blackout'],
    ['2026-02-30', '2026-03-01', 'invalid_local_time'],
    ['2026-12-24', 'Boxing Day', 'invalid_local_time'],
  ])('%s to %s: %s', (from, to, code) => {
    const fine = { from: '2026-12-24', to: '2026-12-24' };
    expect(tell({ blackouts: [fine, { from, to }] }).problems).toEqual([`/blackouts/1 ${code}`]);
  });

  test('a hundred at most', () => {
    expect(tell(many(100)).problems).toEqual([]);
    expect(tell(many(101)).problems).toEqual(['/blackouts too_many']);
    expect(tell(many(100_000)).problems).toEqual([' too_large']);
  });
});

test('every problem at once', () => {
  const value = {
    recurrence: { rrule: 'FREQ=HOURLY;BYFOO=1;COUNT=0;UNTIL=x', start: 'now', duration: 'PT0H', zone: 'UTC' },
    blackouts: [{ from: '2026-01-01' }, 7, { from: 'a', to: 'b' }],
    timezone: 'UTC',
  };
  expect([...tell(value, 'Mars/Olympus').problems].toSorted()).toEqual([
    ' unknown_timezone',
    '/blackouts/0/to required',
    '/blackouts/1 not_an_object',
    '/blackouts/2 invalid_local_time',
    '/recurrence/duration not_positive',
    '/recurrence/rrule conflicting_rule_parts',
    '/recurrence/rrule invalid_recurrence',
    '/recurrence/rrule out_of_range',
    '/recurrence/rrule too_frequent',
    '/recurrence/rrule unknown_rule_part',
    '/recurrence/start invalid_local_time',
    '/recurrence/zone unknown_field',
    '/timezone unknown_field',
  ]);
});

test.each([
  ['no object', 'always', [' not_an_object']],
  ['nothing', undefined, [' required']],
  ['null', null, [' not_an_object']],
  ['a list', [], [' not_an_object']],
  [
    'fields of a wrong type',
    { recurrence: { rrule: 1, start: null, duration: {} }, blackouts: 'none' },
    [
      '/recurrence/rrule not_text',
      '/recurrence/start not_text',
      '/recurrence/duration not_text',
      '/blackouts not_a_list',
    ],
  ],
  ['a reserved name', JSON.parse('{"blackouts":[],"__proto__":{}}') as unknown, ['/__proto__ reserved_key']],
])('shape: %s', (_case, value, problems) => {
  expect(tell(value).problems).toEqual(problems);
});

test('messages name what would be right', () => {
  expect(withRule('FREQ=HOURLY').messages).toEqual([
    'FREQ must be one of DAILY, WEEKLY, MONTHLY, YEARLY; for several windows a day list their hours in BYHOUR',
  ]);
  expect(tell({ recurrence: { ...good, duration: 'P1M' } }).messages).toEqual([
    'Duration must be an ISO 8601 duration such as PT2H or P1D; months and years differ in length, use days',
  ]);
  expect(tell({ recurrence: { ...good, duration: 'PT90S' } }).messages[0]).toMatch(/in whole minutes$/);
  expect(tell({ blackouts: [{ from: '2026-12-24', to: '2026-12-26T18:00' }] }).messages[0]).toMatch(
    /whole days, the last one included/,
  );
});

test('it never throws', () => {
  const scrap = fc.oneof(
    fc.string(),
    fc.constantFrom('FREQ=', ';', 'BYDAY=', 'COUNT=', 'UNTIL=2026', 'P1D', 'T', '-', '\u0000'),
  );
  const texts = fc.array(scrap, { maxLength: 8 }).map((parts) => parts.join(''));
  const value = fc.oneof(
    fc.anything(),
    fc.record({
      recurrence: fc.record({ rrule: texts, start: texts, duration: texts }),
      blackouts: fc.array(fc.record({ from: texts, to: texts })),
    }),
  );
  fc.assert(
    fc.property(value, texts, (anything, zone) => {
      expect(() => tell(anything, zone)).not.toThrow();
    }),
    { numRuns: 300 },
  );
});
