import type { Expansion } from './edges';
import { expandSchedule } from './expand';
import type { Blackout, Schedule } from './schedule';

const at = (text: string): number => Date.parse(text);
const iso = (instant: number): string => new Date(instant).toISOString().replace(':00.000Z', 'Z');
const hour = 3_600_000;

const weekly = (rrule: string, start: string, duration: string): Schedule => ({
  recurrence: { rrule, start, duration },
});

function year(schedule: Schedule, zone = 'Europe/Berlin', day = '2026-01-01'): Expansion {
  return expandSchedule(schedule, zone, at(`${day}T00:00Z`), at(`${day}T00:00Z`) + 365 * 24 * hour);
}

const windows = (expansion: Expansion): readonly (readonly string[])[] =>
  (expansion.windows ?? []).map((window) => window.map(iso));

test('a time that the clock skips is read an hour later, and never left out', () => {
  const found = windows(year(weekly('FREQ=WEEKLY;COUNT=3', '2026-03-22T02:30', 'PT2H')));
  expect(found).toEqual([
    ['2026-03-22T01:30Z', '2026-03-22T03:30Z'],
    ['2026-03-29T01:30Z', '2026-03-29T03:30Z'],
    ['2026-04-05T00:30Z', '2026-04-05T02:30Z'],
  ]);
});

test('of two such times the first counts', () => {
  const found = windows(year(weekly('FREQ=WEEKLY;COUNT=3', '2026-10-18T02:30', 'PT15M')));
  expect(found.map(([start]) => start)).toEqual([
    '2026-10-18T00:30Z',
    '2026-10-25T00:30Z',
    '2026-11-01T01:30Z',
  ]);
});

test.each([
  [
    'two hours are two hours when the clock goes forward',
    '2026-03-29T01:00',
    'PT2H',
    '2026-03-29T00:00Z',
    '2026-03-29T02:00Z',
  ],
  ['and when it goes back', '2026-10-25T01:00', 'PT2H', '2026-10-24T23:00Z', '2026-10-25T01:00Z'],
  ['a day ends at the same local time', '2026-03-28T17:00', 'P1D', '2026-03-28T16:00Z', '2026-03-29T15:00Z'],
  ['24 hours do not', '2026-03-28T17:00', 'PT24H', '2026-03-28T16:00Z', '2026-03-29T16:00Z'],
  [
    'a day that begins in the gap ends at its own time',
    '2026-03-29T02:30',
    'P1D',
    '2026-03-29T01:30Z',
    '2026-03-30T00:30Z',
  ],
  [
    'a day that ends in the gap ends an hour later',
    '2026-03-28T02:30',
    'P1D',
    '2026-03-28T01:30Z',
    '2026-03-29T01:30Z',
  ],
  ['across midnight', '2026-05-01T23:00', 'PT3H', '2026-05-01T21:00Z', '2026-05-02T00:00Z'],
  ['days, then hours', '2026-10-24T12:00', 'P1DT1H30M', '2026-10-24T10:00Z', '2026-10-25T12:30Z'],
  ['weeks', '2026-03-23T00:00', 'P1W', '2026-03-22T23:00Z', '2026-03-29T22:00Z'],
])('%s: %s %s', (_case, start, duration, from, to) => {
  expect(windows(year(weekly('FREQ=YEARLY;COUNT=1', start, duration)))).toEqual([[from, to]]);
});

test('windows that touch are one, also where a clock change makes them overlap', () => {
  const workdays = weekly('FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR;COUNT=5', '2026-03-02T00:00', 'P1D');
  expect(windows(year(workdays))).toEqual([['2026-03-01T23:00Z', '2026-03-06T23:00Z']]);
  const gap = weekly('FREQ=DAILY;BYHOUR=2,3;BYMINUTE=30;COUNT=2', '2026-03-29T02:00', 'PT40M');
  expect(windows(year(gap))).toEqual([['2026-03-29T01:30Z', '2026-03-29T02:10Z']]);
});

test('a clock change may turn the order of windows within a day', () => {
  const gap = weekly('FREQ=DAILY;BYHOUR=2,3;BYMINUTE=0,30;COUNT=4', '2026-03-29T00:00', 'PT10M');
  expect(windows(year(gap)).map(([start]) => start)).toEqual(['2026-03-29T01:00Z', '2026-03-29T01:30Z']);
});

const until = (text: string): number =>
  windows(year(weekly(`FREQ=DAILY;UNTIL=${text}`, '2026-06-01T17:00', 'PT1H'))).length;

test('UNTIL in UTC is an instant, and a window may begin at it', () => {
  expect(['20260603T145959Z', '20260603T150000Z', '20260603T170000', '20260603'].map(until)).toEqual([
    2, 3, 3, 3,
  ]);
});

test('both ends are cut, and nothing outside is shown', () => {
  const schedule = weekly('FREQ=DAILY', '2026-05-01T10:00', 'PT4H');
  const found = expandSchedule(schedule, 'UTC', at('2026-05-02T12:00Z'), at('2026-05-03T11:00Z'));
  expect(windows(found)).toEqual([
    ['2026-05-02T12:00Z', '2026-05-02T14:00Z'],
    ['2026-05-03T10:00Z', '2026-05-03T11:00Z'],
  ]);
  const between = expandSchedule(schedule, 'UTC', at('2026-05-02T14:00Z'), at('2026-05-03T10:00Z'));
  expect(between).toEqual({ windows: [], blackouts: [], completeUntil: at('2026-05-03T10:00Z') });
});

const blackouts = (
  zone: string,
  ...given: readonly (readonly [string, string])[]
): readonly (readonly string[])[] => {
  const listed: readonly Blackout[] = given.map(([from, to]) => ({ from, to }));
  const { windows: open, blackouts: closed } = year({ blackouts: listed }, zone);
  expect(open).toBeNull();
  return closed.map((interval) => interval.map(iso));
};

test('blackouts: whole days to the end of the last, times up to the end; those that meet are one', () => {
  expect(blackouts('Europe/Berlin', ['2026-12-24', '2026-12-26'])).toEqual([
    ['2026-12-23T23:00Z', '2026-12-26T23:00Z'],
  ]);
  expect(blackouts('Europe/Berlin', ['2026-03-29', '2026-03-29'])).toEqual([
    ['2026-03-28T23:00Z', '2026-03-29T22:00Z'],
  ]);
  expect(blackouts('Africa/Cairo', ['2026-04-24', '2026-04-24'])).toEqual([
    ['2026-04-23T22:00Z', '2026-04-24T21:00Z'],
  ]);
  expect(
    blackouts(
      'UTC',
      ['2026-05-03T00:00', '2026-05-03T09:00'],
      ['2026-05-01T08:00', '2026-05-01T12:00'],
      ['2026-05-01', '2026-05-02'],
    ),
  ).toEqual([['2026-05-01T00:00Z', '2026-05-03T09:00Z']]);
});

test('a blackout within an hour that is skipped closes nothing', () => {
  expect(blackouts('Europe/Berlin', ['2026-03-29T02:30', '2026-03-29T03:00'])).toEqual([]);
});

describe('limits', () => {
  test('at most so many windows, complete until the next would open', () => {
    const daily = weekly('FREQ=DAILY', '2026-05-01T10:00', 'PT4H');
    const found = expandSchedule(daily, 'UTC', at('2026-05-01T00:00Z'), Infinity, { windows: 3 });
    expect(found.windows).toHaveLength(3);
    expect(iso(found.completeUntil)).toBe('2026-05-04T10:00Z');
    expect(expandSchedule(daily, 'UTC', at('2026-05-01T00:00Z'), Infinity).windows).toHaveLength(1_000);
  });

  test('at most so many days, from the start if that is later', () => {
    const work = { days: 0 };
    const found = expandSchedule(
      weekly('FREQ=YEARLY', '2028-02-29T00:00', 'P1D'),
      'UTC',
      -Infinity,
      Infinity,
      { days: 1_500 },
      work,
    );
    expect(windows(found)).toEqual([
      ['2028-02-29T00:00Z', '2028-03-01T00:00Z'],
      ['2032-02-29T00:00Z', '2032-03-01T00:00Z'],
    ]);
    expect(iso(found.completeUntil)).toBe('2032-04-06T00:00Z');
    expect(work.days).toBeLessThan(2_300);
  });

  test('one window that never closes costs no more than the days', () => {
    const work = { days: 0 };
    const found = expandSchedule(
      weekly('FREQ=DAILY', '2026-05-01T00:00', 'P1D'),
      'UTC',
      0,
      Infinity,
      {},
      work,
    );
    expect(found.windows).toEqual([[at('2026-05-01T00:00Z'), found.completeUntil]]);
    expect(work.days).toBeLessThan(3_700);
  });

  test('the far future costs no more than the near', () => {
    const work = { days: 0 };
    const schedule = weekly('FREQ=WEEKLY;BYDAY=TU,TH', '2026-03-01T17:00', 'PT2H');
    const found = expandSchedule(
      schedule,
      'Europe/Berlin',
      at('2090-01-01T00:00Z'),
      at('2090-02-01T00:00Z'),
      {},
      work,
    );
    expect(found.windows).toHaveLength(9);
    expect(work.days).toBeLessThan(50);
  });
});

test('what was not validated is refused', () => {
  const broken = [weekly('FREQ=NEVER', '2026-01-01T00:00', 'PT1H'), { blackouts: [{ from: 'x', to: 'y' }] }];
  for (const schedule of broken) expect(() => year(schedule)).toThrow(RangeError);
  expect(() => year(weekly('FREQ=DAILY', '2026-01-01T00:00', 'PT1H'), 'Mars/Olympus')).toThrow(RangeError);
});
