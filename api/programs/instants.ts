import type { Instant } from '../../domain/program/program';

/** Why a text is no instant; null: it is one. */
export type InstantFault = string;

const form = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})(\.\d{1,3})?(Z|[+-]\d{2}:\d{2})$/i;
const withoutZone = /^\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?)?$/i;
const tooPrecise = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{4,}(Z|[+-]\d{2}:\d{2})$/i;

const firstYear = 2000;
const lastYear = 2200;

/**
 * Reads an RFC 3339 date and time with its offset from UTC, precise to the millisecond at most. A local time without
 * an offset is refused: it would mean another instant to every reader.
 */
export function readInstant(text: string): { instant: Instant } | { fault: InstantFault } {
  const match = form.exec(text);
  if (match === null) return { fault: explain(text) };
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '', , offset = ''] = match;
  if (!isCalendarDay(Number(year), Number(month), Number(day))) {
    return { fault: 'must be a day that exists' };
  }
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59 || !isOffset(offset)) {
    return { fault: 'must be a time of day that exists, with an offset from UTC that exists' };
  }
  const instant = Date.parse(text.toUpperCase());
  const utcYear = new Date(instant).getUTCFullYear();
  if (utcYear < firstYear || utcYear > lastYear) {
    return { fault: `must lie between the years ${firstYear} and ${lastYear}` };
  }
  return { instant };
}

function explain(text: string): InstantFault {
  if (withoutZone.test(text)) {
    return 'must say its offset from UTC, such as 2026-01-01T09:00:00Z or 2026-01-01T09:00:00-05:00';
  }
  if (tooPrecise.test(text)) return 'must be precise to the millisecond at most';
  return 'must be a date and time such as 2026-01-01T09:00:00Z';
}

function isCalendarDay(year: number, month: number, day: number): boolean {
  if (month < 1 || month > 12 || day < 1) return false;
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate();
}

function isOffset(offset: string): boolean {
  if (offset.toUpperCase() === 'Z') return true;
  return Number(offset.slice(1, 3)) <= 23 && Number(offset.slice(4, 6)) <= 59;
}
