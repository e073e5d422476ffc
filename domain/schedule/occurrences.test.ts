import * as fc from 'fast-check';
import { RRuleTemporal } from 'rrule-temporal';
import { occurrences } from './occurrences';
import type { Rule } from './rule';
import { readRule } from './rule-text';

const at = (text: string): number => Date.parse(`${text}Z`);
const iso = (local: number): string => new Date(local).toISOString().slice(0, 16);

function list(text: string, start: string, from: string, until: string): readonly string[] {
  const rule = readRule(text);
  if (!('frequency' in rule)) throw new Error(JSON.stringify(rule));
  return [...occurrences({ rule, start: at(start) }, at(from), at(until), { days: 0 })].map(iso);
}

const from2026 = (text: string, start: string, until: string): readonly string[] =>
  list(text, start, '2020-01-01T00:00', until);
const datesOf = (times: readonly string[]): readonly string[] => times.map((time) => time.slice(0, 10));

test.each([
  [
    'the start is only the earliest',
    'FREQ=WEEKLY;BYDAY=TU,TH',
    '2026-03-01',
    '2026-03-11',
    '03-03 03-05 03-10',
  ],
  ['what is open comes from the start', 'FREQ=WEEKLY', '2026-03-04', '2026-03-20', '03-04 03-11 03-18'],
  [
    'every other week, by its first day',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO;WKST=SU',
    '2026-03-02',
    '2026-03-31',
    '03-02 03-15 03-16 03-29 03-30',
  ],
  [
    'the same from Mondays',
    'FREQ=WEEKLY;INTERVAL=2;BYDAY=SU,MO',
    '2026-03-02',
    '2026-03-31',
    '03-02 03-08 03-16 03-22 03-30',
  ],
  [
    'the 31st, only where there is one',
    'FREQ=MONTHLY',
    '2026-01-31',
    '2026-08-01',
    '01-31 03-31 05-31 07-31',
  ],
  ['the last day', 'FREQ=MONTHLY;BYMONTHDAY=-1', '2026-01-01', '2026-05-01', '01-31 02-28 03-31 04-30'],
  [
    'the last working day',
    'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    '2026-01-01',
    '2026-06-01',
    '01-30 02-27 03-31 04-30 05-29',
  ],
  ['the second Tuesday', 'FREQ=MONTHLY;BYDAY=2TU', '2026-01-01', '2026-04-30', '01-13 02-10 03-10 04-14'],
  ['Thanksgiving', 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH', '2026-01-01', '2026-12-31', '11-26'],
  ['Friday the 13th', 'FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13', '2026-01-01', '2026-12-31', '02-13 03-13 11-13'],
  [
    'the 100th day, where it is a Friday',
    'FREQ=YEARLY;BYYEARDAY=100;BYDAY=FR',
    '2026-01-01',
    '2032-01-01',
    '04-10',
  ],
  ['the last Monday of the year', 'FREQ=YEARLY;BYDAY=-1MO', '2026-01-01', '2026-12-31', '12-28'],
  ['week 1', 'FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,TH', '2026-01-01', '2027-01-01', '01-01'],
  ['week 53, from its end', 'FREQ=YEARLY;BYWEEKNO=-1;BYDAY=MO', '2026-01-01', '2027-01-10', '12-28'],
  ['three times', 'FREQ=DAILY;COUNT=3', '2026-02-27', '2027-01-01', '02-27 02-28 03-01'],
  [
    'until a date, itself included',
    'FREQ=DAILY;UNTIL=20260301',
    '2026-02-27',
    '2027-01-01',
    '02-27 02-28 03-01',
  ],
  [
    'until just before the time of day',
    'FREQ=DAILY;UNTIL=20260301T165959',
    '2026-02-27',
    '2027-01-01',
    '02-27 02-28',
  ],
  [
    'until the time of day',
    'FREQ=DAILY;UNTIL=20260301T170000',
    '2026-02-27',
    '2027-01-01',
    '02-27 02-28 03-01',
  ],
])('%s: %s', (_case, rule, start, until, expected) => {
  const times = from2026(rule, `${start}T17:00`, `${until}T00:00`);
  expect(
    datesOf(times)
      .map((day) => day.slice(5))
      .join(' '),
  ).toBe(expected);
});

test('leap days: every fourth year, 2100 being none', () => {
  const days = datesOf(from2026('FREQ=YEARLY', '2088-02-29T17:00', '2110-01-01T00:00'));
  expect(days).toEqual(['2088-02-29', '2092-02-29', '2096-02-29', '2104-02-29', '2108-02-29']);
});

test('hours and minutes multiply, in order', () => {
  const times = from2026(
    'FREQ=DAILY;BYHOUR=17,9;BYMINUTE=30,0;COUNT=5',
    '2026-03-01T09:15',
    '2027-01-01T00:00',
  );
  expect(times.map((time) => time.slice(5))).toEqual([
    '03-01T09:30',
    '03-01T17:00',
    '03-01T17:30',
    '03-02T09:00',
    '03-02T09:30',
  ]);
});

test('COUNT counts from the start, wherever one looks', () => {
  const late = list('FREQ=WEEKLY;COUNT=4', '2026-03-02T17:00', '2026-03-16T17:00', '2030-01-01T00:00');
  expect(datesOf(late)).toEqual(['2026-03-16', '2026-03-23']);
});

test('only the days that may matter are looked at', () => {
  const rule = readRule('FREQ=WEEKLY;BYDAY=TU') as Rule;
  const work = { days: 0 };
  const found = [
    ...occurrences(
      { rule, start: at('2020-01-01T00:00') },
      at('2090-01-01T00:00'),
      at('2090-02-01T00:00'),
      work,
    ),
  ];
  expect(found).toHaveLength(5);
  expect(work.days).toBeLessThan(50);
});

const ascending = (values: readonly (number | string)[]): string => values.join(',');
const some = (values: readonly (number | string)[]): fc.Arbitrary<string> =>
  fc.subarray([...values], { minLength: 1, maxLength: Math.min(4, values.length) }).map(ascending);
const part = (name: string, values: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.option(values, { nil: '', freq: 2 }).map((value) => (value === '' ? '' : `;${name}=${value}`));
const joined = (...parts: readonly fc.Arbitrary<string>[]): fc.Arbitrary<string> =>
  fc.tuple(...parts).map((texts) => texts.join(''));

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const byMonth = part('BYMONTH', some([1, 2, 3, 6, 10, 12]));
const byMonthDay = part('BYMONTHDAY', some([1, 13, 28, 29, 30, 31, -1, -3]));
const byDay = part('BYDAY', some(codes));
// The other implementation forgets the plain days beside numbered ones, and all of them beside days of the year.
const byNumberedDay = part('BYDAY', some(['1MO', '2TU', '-1FR', '-2SU', '5SA']));
const byTime = joined(part('BYHOUR', some([0, 2, 9, 23])), part('BYMINUTE', some([0, 15, 30])));
const interval = part('INTERVAL', fc.constantFrom('1', '2', '3', '5'));
const weekStart = part('WKST', fc.constantFrom('SU', 'WE'));
const end = fc.constantFrom(
  '',
  '',
  ';COUNT=1',
  ';COUNT=7',
  ';COUNT=60',
  ';UNTIL=20270630',
  ';UNTIL=20260501T093000',
);
const anyRule = fc.oneof(
  joined(fc.constant('FREQ=DAILY'), interval, byMonth, byMonthDay, byDay, byTime, end),
  joined(fc.constant('FREQ=WEEKLY'), interval, weekStart, byMonth, byDay, byTime, end),
  joined(fc.constant('FREQ=MONTHLY'), interval, byMonth, byMonthDay, byDay, byTime, end),
  joined(fc.constant('FREQ=MONTHLY'), interval, byMonth, byNumberedDay, byTime, end),
  joined(fc.constant('FREQ=YEARLY'), interval, byMonth, byMonthDay, byDay, byTime, end),
  joined(fc.constant('FREQ=YEARLY'), interval, byMonth, byNumberedDay, byTime, end),
  joined(
    fc.constant('FREQ=YEARLY'),
    part('BYYEARDAY', some([1, 60, 100, 366, -1, -60])),
    interval,
    byTime,
    end,
  ),
  joined(
    fc.constant('FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR'),
    part('BYSETPOS', some([1, 3, -1, -2])),
    interval,
    byMonth,
    end,
  ),
  joined(
    fc.constant('FREQ=YEARLY;BYMONTHDAY=1,13,-1'),
    part('BYSETPOS', some([1, 3, -1, 40])),
    interval,
    byMonth,
    end,
  ),
);
const anyStart = fc
  .integer({ min: Date.UTC(2024, 0, 1) / 60_000, max: Date.UTC(2026, 11, 31) / 60_000 })
  .map((minutes) => iso(minutes * 60_000));

test('another implementation, which has no zones to mind in UTC, finds the same', () => {
  fc.assert(
    fc.property(anyRule, anyStart, (text, start) => {
      const compact = start.replace(/[-:]/g, '');
      const rruleString = `DTSTART:${compact}00Z\nRRULE:${text.replace(/(UNTIL=\d{8}T\d{6})/, '$1Z')}`;
      const other = new RRuleTemporal({ rruleString, maxIterations: 100_000 })
        .between(new Date(`${start}:00Z`), new Date('2028-01-01T00:00:00Z'), true)
        .map(({ epochMilliseconds }) => iso(epochMilliseconds));
      expect(list(text, start, start, '2028-01-01T00:00')).toEqual(
        other.filter((time) => time !== '2028-01-01T00:00'),
      );
    }),
    { numRuns: 150 },
  );
});
