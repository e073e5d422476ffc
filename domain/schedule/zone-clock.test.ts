import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { instantOf, offsetAt } from './zone-clock';

const zones = [
  'UTC',
  'Europe/Berlin',
  'Europe/London',
  'America/New_York',
  'America/St_Johns',
  'America/Havana',
  'Africa/Casablanca',
  'Africa/Cairo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'Pacific/Chatham',
] as const;
const anyZone = fc.constantFrom(...zones);
const minute = 60_000;
const anyMinute = fc
  .integer({ min: Date.UTC(2020, 0, 1) / minute, max: Date.UTC(2040, 0, 1) / minute })
  .map((minutes) => minutes * minute);

const plain = (local: number): Temporal.PlainDateTime =>
  Temporal.PlainDateTime.from(new Date(local).toISOString().slice(0, -1));
const compatible = (local: number, zone: string): number =>
  plain(local).toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;

function changes(zone: string): readonly number[] {
  const found: number[] = [];
  let at = Temporal.Instant.from('2024-01-01T00:00Z').toZonedDateTimeISO(zone);
  for (let next = at.getTimeZoneTransition('next'); next !== null && next.year < 2029; ) {
    found.push(next.epochMilliseconds);
    at = next;
    next = at.getTimeZoneTransition('next');
  }
  return found;
}

const iso = (instant: number): string => new Date(instant).toISOString();

test.each([
  ['before the gap', '2026-03-29T01:59', 'Europe/Berlin', '2026-03-29T00:59:00.000Z'],
  ['in the gap, as 03:30', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30:00.000Z'],
  ['after the gap', '2026-03-29T03:00', 'Europe/Berlin', '2026-03-29T01:00:00.000Z'],
  ['the first of two', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30:00.000Z'],
  ['after both', '2026-10-25T03:00', 'Europe/Berlin', '2026-10-25T02:00:00.000Z'],
  ['half an hour is skipped', '2026-10-04T02:15', 'Australia/Lord_Howe', '2026-10-03T15:45:00.000Z'],
  ['half an hour comes twice', '2026-04-05T01:45', 'Australia/Lord_Howe', '2026-04-04T14:45:00.000Z'],
  ['midnight is skipped', '2026-04-24T00:00', 'Africa/Cairo', '2026-04-23T22:00:00.000Z'],
])('%s: %s in %s', (_case, local, zone, expected) => {
  expect(iso(instantOf(Date.parse(`${local}Z`), zone))).toBe(expected);
});

test('any local time is put where Temporal puts it', () => {
  fc.assert(
    fc.property(anyMinute, anyZone, (local, zone) => {
      expect(instantOf(local, zone)).toBe(compatible(local, zone));
    }),
    { numRuns: 300 },
  );
});

test.each(zones)('every quarter of an hour around the clock changes of %s', (zone) => {
  const moments = changes(zone).flatMap((at) =>
    Array.from({ length: 33 }, (_, step) => at + offsetAt(at, zone) + (step - 16) * 15 * minute),
  );
  const wrong = moments.filter((local) => instantOf(local, zone) !== compatible(local, zone));
  expect(wrong.map(iso)).toEqual([]);
  expect(changes(zone).length).toBe(['UTC', 'Asia/Kolkata', 'Pacific/Apia'].includes(zone) ? 0 : 10);
});

test('an unknown zone is an error', () => {
  expect(() => instantOf(0, 'Mars/Olympus')).toThrow(RangeError);
});
