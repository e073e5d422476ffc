/**
 * Schedules evaluated day by day with Temporal, slowly and without any of the code under test: what is expected of an
 * expansion, for rules of a few kinds.
 */
import * as fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import type { Schedule } from './schedule';

export interface Kind {
  readonly every: 'DAILY' | 'WEEKLY' | 'MONTHLY';
  readonly interval: number;
  /** ISO, 1 is Monday; those of a WEEKLY rule. */
  readonly weekdays: readonly number[];
  /** Of a MONTHLY rule; negative from the end. */
  readonly monthDays: readonly number[];
  readonly hours: readonly number[];
  readonly minute: number;
  readonly day: string;
  readonly count: number | null;
  readonly until: string | null;
  readonly length: { readonly days: number; readonly hours: number; readonly minutes: number };
  readonly blackouts: readonly { readonly from: string; readonly to: string }[];
}

const codes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const two = (value: number): string => String(value).padStart(2, '0');

/** The same as a schedule. */
export function scheduleOf(kind: Kind): Schedule {
  const by = {
    DAILY: '',
    WEEKLY: `;BYDAY=${kind.weekdays.map((weekday) => codes[weekday - 1]).join(',')}`,
    MONTHLY: `;BYMONTHDAY=${kind.monthDays.join(',')}`,
  }[kind.every];
  const end = kind.count === null ? '' : `;COUNT=${kind.count}`;
  const until = kind.until === null || kind.count !== null ? '' : `;UNTIL=${kind.until.replaceAll('-', '')}`;
  const { days, hours, minutes } = kind.length;
  return {
    recurrence: {
      rrule: `FREQ=${kind.every};INTERVAL=${kind.interval}${by};BYHOUR=${kind.hours.join(',')}${end}${until}`,
      start: `${kind.day}T00:${two(kind.minute)}`,
      duration: `P${days > 0 ? `${days}D` : ''}T${hours}H${minutes}M`,
    },
    blackouts: kind.blackouts,
  };
}

const monday = (day: Temporal.PlainDate): Temporal.PlainDate => day.subtract({ days: day.dayOfWeek - 1 });

function isDay(kind: Kind, date: Temporal.PlainDate, first: Temporal.PlainDate): boolean {
  if (kind.every === 'DAILY') return first.until(date).days % kind.interval === 0;
  if (kind.every === 'WEEKLY') {
    const weeks = monday(first).until(monday(date)).days / 7;
    return weeks % kind.interval === 0 && kind.weekdays.includes(date.dayOfWeek);
  }
  const months = (date.year - first.year) * 12 + date.month - first.month;
  const fromEnd = date.day - date.daysInMonth - 1;
  return months % kind.interval === 0 && kind.monthDays.some((day) => day === date.day || day === fromEnd);
}

const placed = (time: Temporal.PlainDateTime, zone: string): Temporal.ZonedDateTime =>
  time.toZonedDateTime(zone, { disambiguation: 'compatible' });

/** Every window that begins before the day `last`, in the order of local times. They may overlap. */
export function naiveWindows(kind: Kind, zone: string, last: string): readonly (readonly [number, number])[] {
  const first = Temporal.PlainDate.from(kind.day);
  const { days, hours, minutes } = kind.length;
  const found: (readonly [number, number])[] = [];
  for (let date = first; Temporal.PlainDate.compare(date, last) < 0; date = date.add({ days: 1 })) {
    if (kind.count === null && kind.until !== null && Temporal.PlainDate.compare(date, kind.until) > 0) break;
    if (!isDay(kind, date, first)) continue;
    for (const hour of kind.hours) {
      if (found.length === kind.count) return found;
      const time = date.toPlainDateTime({ hour, minute: kind.minute });
      const end = placed(time.add({ days }), zone).add({ hours, minutes });
      found.push([placed(time, zone).epochMilliseconds, end.epochMilliseconds]);
    }
  }
  return found;
}

/** Its blackouts. */
export function naiveBlackouts(kind: Kind, zone: string): readonly (readonly [number, number])[] {
  return kind.blackouts.map(({ from, to }) => {
    const whole = !to.includes('T');
    const end = Temporal.PlainDateTime.from(to).add({ days: whole ? 1 : 0 });
    return [
      placed(Temporal.PlainDateTime.from(from), zone).epochMilliseconds,
      placed(end, zone).epochMilliseconds,
    ];
  });
}

/** Whether an instant lies in any of them. */
export const within = (intervals: readonly (readonly [number, number])[], instant: number): boolean =>
  intervals.some(([from, to]) => from <= instant && instant < to);

const some = <T>(...values: readonly T[]): fc.Arbitrary<T[]> =>
  fc.subarray([...values], { minLength: 1, maxLength: 3 });

const anyDate = (from: string, days: number): fc.Arbitrary<string> =>
  fc.nat(days).map((day) => Temporal.PlainDate.from(from).add({ days: day }).toString());

const anyBlackout = fc
  .tuple(anyDate('2025-12-01', 1_100), fc.nat(12), fc.boolean())
  .map(([from, days, whole]) => {
    const to = Temporal.PlainDate.from(from).add({ days }).toString();
    return whole ? { from, to } : { from: `${from}T02:30`, to: `${to}T18:00` };
  });

/** Schedules that begin in the first months of 2026; times of day are often those at which clocks change. */
export const anyKind: fc.Arbitrary<Kind> = fc.record({
  every: fc.constantFrom('DAILY', 'WEEKLY', 'MONTHLY'),
  interval: fc.constantFrom(1, 1, 2, 3),
  weekdays: some(1, 2, 5, 7, 7),
  monthDays: some(1, 15, 29, 31, -1, -2),
  hours: some(0, 1, 2, 3, 9, 23),
  minute: fc.constantFrom(0, 0, 15, 30, 45),
  day: anyDate('2026-01-01', 130),
  count: fc.constantFrom(null, null, null, 1, 7, 90),
  until: fc.constantFrom(null, null, '2026-10-25', '2027-02-28', '2028-03-26'),
  length: fc.constantFrom(
    { days: 0, hours: 2, minutes: 0 },
    { days: 0, hours: 0, minutes: 20 },
    { days: 0, hours: 1, minutes: 0 },
    { days: 0, hours: 26, minutes: 30 },
    { days: 1, hours: 0, minutes: 0 },
    { days: 2, hours: 3, minutes: 0 },
  ),
  blackouts: fc.array(anyBlackout, { maxLength: 5 }),
});
