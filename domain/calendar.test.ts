import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import {
  addDays,
  addMonths,
  isValidZone,
  localDay,
  localHour,
  nextLocalDayStart,
  periodAt,
} from './calendar';

const at = (iso: string): number => Date.parse(iso);
const iso = (instant: number): string => new Date(instant).toISOString();

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'America/Sao_Paulo',
  'America/St_Johns',
  'America/Havana',
  'Africa/Cairo',
  'Asia/Beirut',
  'Asia/Kolkata',
  'Asia/Tokyo',
  'Atlantic/Azores',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;
const anyZone = fc.constantFrom(...zones);
const anyInstant = fc.integer({ min: at('2009-01-01T00:00:00Z'), max: at('2029-12-31T00:00:00Z') });

describe('zones', () => {
  test.each(['Europe/Berlin', 'UTC', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5'])(
    '%s is a zone',
    (zone) => {
      expect(isValidZone(zone)).toBe(true);
    },
  );
  test.each(['', 'Mars/Olympus', '+02:00', 'Europe/Berlin ', '__proto__', 'Europe/Berlin[u-ca=hebrew]'])(
    '%p is none',
    (zone) => {
      expect(isValidZone(zone)).toBe(false);
    },
  );
});

describe('local days', () => {
  test.each([
    [
      'a day that loses an hour',
      'Europe/Berlin',
      '2026-03-29T12:00:00Z',
      '2026-03-29',
      '2026-03-28T23:00:00.000Z',
      23,
    ],
    [
      'a day that gains an hour',
      'Europe/Berlin',
      '2026-10-25T12:00:00Z',
      '2026-10-25',
      '2026-10-24T22:00:00.000Z',
      25,
    ],
    [
      'half an hour',
      'Australia/Lord_Howe',
      '2026-04-05T01:00:00Z',
      '2026-04-05',
      '2026-04-04T13:00:00.000Z',
      24.5,
    ],
    [
      'midnight is skipped',
      'Africa/Cairo',
      '2026-04-24T09:00:00Z',
      '2026-04-24',
      '2026-04-23T22:00:00.000Z',
      23,
    ],
    [
      'midnight comes twice',
      'America/Havana',
      '2026-11-01T12:00:00Z',
      '2026-11-01',
      '2026-11-01T04:00:00.000Z',
      25,
    ],
    [
      'a date that does not exist',
      'Pacific/Apia',
      '2011-12-30T12:00:00Z',
      '2011-12-31',
      '2011-12-30T10:00:00.000Z',
      24,
    ],
  ])('%s: %s', (_case, zone, instant, key, start, hours) => {
    const day = localDay(at(instant), zone);
    expect([day.key, iso(day.start), (day.end - day.start) / 3_600_000]).toEqual([key, start, hours]);
  });

  test('a clock set back across midnight does not begin a day twice', () => {
    const after = at('2010-11-07T02:45:00Z');
    expect(localDay(after, 'America/St_Johns').key).toBe('2010-11-07');
    expect(localDay(after - 15 * 60_000, 'America/St_Johns').key).toBe('2010-11-07');
  });

  test('they cover time without gap or overlap, in order', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const day = localDay(instant, zone);
        expect(instant).toBeGreaterThanOrEqual(day.start);
        expect(instant).toBeLessThan(day.end);
        expect(localDay(day.start, zone)).toEqual(day);
        expect(localDay(day.end - 1, zone)).toEqual(day);
        const next = localDay(nextLocalDayStart(instant, zone), zone);
        expect(next.start).toBe(day.end);
        expect(next.number).toBeGreaterThan(day.number);
      }),
    );
  });
});

describe('local hours', () => {
  test('they are what the clock on the wall shows', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, (instant, zone) => {
        const wall = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        expect(localHour(instant, zone)).toBe(wall.hour);
      }),
    );
  });

  test('before 1970 too, and on both sides of a clock change', () => {
    expect(localHour(at('1969-12-31T22:59:59Z'), 'UTC')).toBe(22);
    expect(localHour(at('2026-03-29T00:59:59.999Z'), 'Europe/Berlin')).toBe(1);
    expect(localHour(at('2026-03-29T01:00:00Z'), 'Europe/Berlin')).toBe(3);
  });
});

describe('periods', () => {
  test.each([
    [
      'monthly',
      '2026-03-31T21:59:59.999Z',
      '2026-03',
      '2026-02-28T23:00:00.000Z',
      '2026-03-31T22:00:00.000Z',
    ],
    ['monthly', '2026-03-31T22:00:00Z', '2026-04', '2026-03-31T22:00:00.000Z', '2026-04-30T22:00:00.000Z'],
    ['quarterly', '2026-05-05T00:00:00Z', '2026-Q2', '2026-03-31T22:00:00.000Z', '2026-06-30T22:00:00.000Z'],
    ['yearly', '2025-12-31T23:00:00Z', '2026', '2025-12-31T23:00:00.000Z', '2026-12-31T23:00:00.000Z'],
  ] as const)('%s at %s is %s', (length, instant, key, start, end) => {
    const period = periodAt(at(instant), 'Europe/Berlin', length);
    expect([period.key, iso(period.start), iso(period.end)]).toEqual([key, start, end]);
  });

  test('a lifetime holds every instant', () => {
    const lifetime = periodAt(0, 'UTC', 'lifetime');
    expect(lifetime).toEqual({ key: 'lifetime', start: -8.64e15, end: 8.64e15 });
  });

  test('they cover time without gap or overlap', () => {
    const length = fc.constantFrom('monthly', 'quarterly', 'yearly');
    fc.assert(
      fc.property(anyInstant, anyZone, length, (instant, zone, unit) => {
        const period = periodAt(instant, zone, unit);
        expect(instant >= period.start && instant < period.end).toBe(true);
        expect(periodAt(period.start, zone, unit)).toEqual(period);
        expect(periodAt(period.end - 1, zone, unit)).toEqual(period);
        expect(periodAt(period.end, zone, unit).start).toBe(period.end);
      }),
    );
  });
});

describe('adding', () => {
  test.each([
    ['2026-01-31T12:00:00Z', 1, '2026-02-28T12:00:00.000Z'],
    ['2028-01-31T12:00:00Z', 1, '2028-02-29T12:00:00.000Z'],
    ['2026-01-31T12:00:00Z', 2, '2026-03-31T11:00:00.000Z'],
    ['2026-02-28T01:30:00Z', 1, '2026-03-28T01:30:00.000Z'],
    ['2026-02-28T23:30:00Z', 12, '2027-02-28T23:30:00.000Z'],
  ])('months to %s: %i', (instant, months, expected) => {
    expect(iso(addMonths(at(instant), 'Europe/Berlin', months))).toBe(expected);
  });

  test('a local time that is skipped is read an hour later', () => {
    expect(iso(addDays(at('2026-03-28T01:30:00Z'), 'Europe/Berlin', 1))).toBe('2026-03-29T01:30:00.000Z');
    expect(iso(addMonths(at('2026-01-29T01:30:00Z'), 'Europe/Berlin', 2))).toBe('2026-03-29T01:30:00.000Z');
  });

  test('months are clamped from the original day, never from a clamped one', () => {
    fc.assert(
      fc.property(anyInstant, anyZone, fc.integer({ min: 1, max: 120 }), (instant, zone, months) => {
        const from = Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
        const to = Temporal.Instant.fromEpochMilliseconds(
          addMonths(instant, zone, months),
        ).toZonedDateTimeISO(zone);
        const month = from.toPlainDate().with({ day: 1 }).add({ months });
        const day = Math.min(from.day, month.daysInMonth);
        fc.pre(zone !== 'Pacific/Apia');
        expect(to.toPlainDate().toString()).toBe(month.with({ day }).toString());
      }),
    );
  });
});
