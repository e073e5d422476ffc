/** Reads local dates and date-times. They are those of years in which a program can be scheduled. */
import { dayMs, dayNumber, hourMs, minuteMs } from './civil';

const firstYear = 2020;
const lastYear = 2099;

/** What a local date-time looks like; seconds may be written, and are zero. */
export const localDateTimePattern = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)(?::00)?$/;
/** What a local date looks like. */
export const localDatePattern = /^(\d{4})-(\d\d)-(\d\d)$/;

/** The years that are accepted, in words. */
export const years = `${firstYear} to ${lastYear}`;

/** A local time from `2026-03-01T17:00`; null when there is no such date or time, or its year is not accepted. */
export function readDateTime(text: string): number | null {
  const found = localDateTimePattern.exec(text);
  if (found === null) return null;
  const [year, month, day, hour, minute] = found.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ];
  const date = dateOf(year, month, day);
  return date === null || hour > 23 || minute > 59 ? null : date * dayMs + hour * hourMs + minute * minuteMs;
}

/** The number of the day from `2026-03-01`; null when there is no such date, or its year is not accepted. */
export function readDate(text: string): number | null {
  const found = localDatePattern.exec(text);
  if (found === null) return null;
  const [year, month, day] = found.slice(1).map(Number) as [number, number, number];
  return dateOf(year, month, day);
}

function dateOf(year: number, month: number, day: number): number | null {
  if (year < firstYear || year > lastYear || month < 1 || month > 12) return null;
  if (day < 1 || day > dayNumber(year, month + 1, 1) - dayNumber(year, month, 1)) return null;
  return dayNumber(year, month, day);
}
