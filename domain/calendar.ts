/**
 * Calendar arithmetic in IANA time zones. Instants are epoch milliseconds; days, hours and periods are local. A local
 * time that a clock change skips is read as `Temporal`'s `compatible` does (02:30 becomes 03:30), one that it repeats
 * as the first of the two. Every interval is half-open: `[start, end)`.
 */
import { Temporal } from 'temporal-polyfill';
import { Memo } from './memo';
import { zoneOffset } from './zone-offset';

/** One local day. */
export interface LocalDay {
  /** `2026-03-29` */
  readonly key: string;
  /** Days since 1970-01-01 of the calendar date: consecutive days have consecutive numbers. */
  readonly number: number;
  readonly start: number;
  /** The first instant of the next day. */
  readonly end: number;
}

/** The lengths of calendar periods. */
export type PeriodLength = 'monthly' | 'quarterly' | 'yearly' | 'lifetime';

/** One calendar period. */
export interface Period {
  /** `2026-03`, `2026-Q1`, `2026`, `lifetime` */
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

const hourMs = 3_600_000;
const dayMs = 86_400_000;

const dayMemo = new Memo<string, LocalDay>(20_000);
const periodMemo = new Memo<string, Period>(5_000);

/** Whether `zone` names an IANA time zone. Fixed offsets such as `+02:00` are refused: they know no clock changes. */
export function isValidZone(zone: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(zone)) return false;
  try {
    return Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(zone).epochMilliseconds === 0;
  } catch {
    return false;
  }
}

/** The local hour of an instant, 0 to 23. RangeError for an unknown zone. */
export function localHour(instant: number, zone: string): number {
  const local = instant + zoneOffset(instant, zone);
  return Math.floor((((local % dayMs) + dayMs) % dayMs) / hourMs);
}

/** The local day in which an instant lies. RangeError for an unknown zone. */
export function localDay(instant: number, zone: string): LocalDay {
  const number = Math.floor((instant + zoneOffset(instant, zone)) / dayMs);
  const day = dayMemo.get(`${zone} ${number}`, () => dayNumbered(number, zone));
  // Where a clock was set back across midnight, the date of the clock fell back too: the day had already begun.
  return instant < day.end ? day : localDay(day.end, zone);
}

/** The first instant of the local day after the one in which `instant` lies. */
export function nextLocalDayStart(instant: number, zone: string): number {
  return localDay(instant, zone).end;
}

/** The calendar period of a length in which an instant lies. `lifetime` is all of time. */
export function periodAt(instant: number, zone: string, length: PeriodLength): Period {
  if (length === 'lifetime') return { key: 'lifetime', start: -8.64e15, end: 8.64e15 };
  const { key: day } = localDay(instant, zone);
  const key = periodKey(Number(day.slice(0, -6)), Number(day.slice(-5, -3)), length);
  return periodMemo.get(`${zone} ${key}`, () => periodOf(day, key, zone, length));
}

/** `months` later at the same local time; from the 31st to the last day of a shorter month. */
export function addMonths(instant: number, zone: string, months: number): number {
  return zoned(instant, zone).add({ months }).epochMilliseconds;
}

/** `days` local days later at the same local time. */
export function addDays(instant: number, zone: string, days: number): number {
  return zoned(instant, zone).add({ days }).epochMilliseconds;
}

function zoned(instant: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone);
}

function dayNumbered(number: number, zone: string): LocalDay {
  const date = Temporal.PlainDate.from('1970-01-01').add({ days: number });
  const end = date.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds;
  return { key: date.toString(), number, start: date.toZonedDateTime(zone).epochMilliseconds, end };
}

const monthsOf: Readonly<Record<Exclude<PeriodLength, 'lifetime'>, number>> = {
  monthly: 1,
  quarterly: 3,
  yearly: 12,
};

function periodKey(year: number, month: number, length: Exclude<PeriodLength, 'lifetime'>): string {
  if (length === 'yearly') return String(year);
  return length === 'quarterly'
    ? `${year}-Q${Math.ceil(month / 3)}`
    : `${year}-${String(month).padStart(2, '0')}`;
}

function periodOf(day: string, key: string, zone: string, length: Exclude<PeriodLength, 'lifetime'>): Period {
  const months = monthsOf[length];
  const date = Temporal.PlainDate.from(day);
  const first = date.with({ day: 1, month: Math.floor((date.month - 1) / months) * months + 1 });
  const start = first.toZonedDateTime(zone).epochMilliseconds;
  return { key, start, end: first.add({ months }).toZonedDateTime(zone).epochMilliseconds };
}
