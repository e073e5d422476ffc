/**
 * The calendar without a zone. A local time is the number of milliseconds that the instant with the same date and time
 * has in UTC; a day is its number since 1970-01-01. Plain integers, because a recurrence looks at thousands of days.
 */

export const minuteMs = 60_000;
export const hourMs = 3_600_000;
export const dayMs = 86_400_000;

/** One calendar day with what rules ask of it. */
export interface CivilDay {
  readonly number: number;
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  /** 1 to 31. */
  readonly day: number;
  /** 0 is Monday. */
  readonly weekday: number;
  readonly monthLength: number;
  /** 1 to 366. */
  readonly yearDay: number;
  readonly yearLength: number;
}

/** Days before each month of a common year. */
const before = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365] as const;

const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const daysBefore = (month: number, year: number): number =>
  (before[month - 1] as number) + (month > 2 && isLeap(year) ? 1 : 0);

/** The number of the first day of a year. */
function newYear(year: number): number {
  const past = year - 1;
  return past * 365 + Math.floor(past / 4) - Math.floor(past / 100) + Math.floor(past / 400) - 719_162;
}

/** The number of a date; months beyond 12 are those of later years. */
export function dayNumber(year: number, month: number, day: number): number {
  const actual = year + Math.floor((month - 1) / 12);
  return newYear(actual) + daysBefore(((month - 1) % 12) + 1, actual) + day - 1;
}

/** 0 (Monday) to 6 of a day. */
export function weekdayOf(number: number): number {
  return (((number + 3) % 7) + 7) % 7;
}

/** The year in which a day lies. */
export function yearOf(number: number): number {
  const estimate = Math.floor((number + 719_162) / 365.2425) + 1;
  if (number < newYear(estimate)) return estimate - 1;
  return number < newYear(estimate + 1) ? estimate : estimate + 1;
}

/** The day with a number. */
export function civilDay(number: number): CivilDay {
  const year = yearOf(number);
  const yearDay = number - newYear(year) + 1;
  let month = Math.min(12, Math.ceil(yearDay / 28));
  while (daysBefore(month, year) >= yearDay) month -= 1;
  const day = yearDay - daysBefore(month, year);
  const monthLength = daysBefore(month + 1, year) - daysBefore(month, year);
  const yearLength = isLeap(year) ? 366 : 365;
  return { number, year, month, day, weekday: weekdayOf(number), monthLength, yearDay, yearLength };
}

/** The day in which a local time lies. */
export function dayOf(local: number): number {
  return Math.floor(local / dayMs);
}
