/** Pieces of sentences. English only, as every preview is. */
import { civilDay, dayMs, dayOf, hourMs, minuteMs } from './civil';

export const weekdayNames = [
  'Monday',
  'Tuesday',
  'Wednesday',
  'Thursday',
  'Friday',
  'Saturday',
  'Sunday',
] as const;

export const monthNames = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
] as const;

/** `Tuesday`, `Tuesday and Thursday`, `Tuesday, Thursday and Friday`. */
export function listed(items: readonly string[], word: 'and' | 'or' = 'and'): string {
  return items.length < 2 ? items.join('') : `${items.slice(0, -1).join(', ')} ${word} ${items.at(-1)}`;
}

/** `1st`, `22nd`, `13th`; `last`, `2nd to last` when negative. */
export function ordinal(value: number): string {
  if (value < 0) return value === -1 ? 'last' : `${ordinal(-value)} to last`;
  const teens = value % 100 >= 11 && value % 100 <= 13;
  const suffix = teens ? 'th' : (['th', 'st', 'nd', 'rd'][value % 10] ?? 'th');
  return `${value}${suffix}`;
}

/** `1 day`, `2 hours`. */
export function counted(value: number, unit: string): string {
  return `${value} ${unit}${value === 1 ? '' : 's'}`;
}

const two = (value: number): string => String(value).padStart(2, '0');

/** `17:00` of a local time, or of a time of day in milliseconds. */
export function clock(local: number): string {
  const time = ((local % dayMs) + dayMs) % dayMs;
  return `${two(Math.floor(time / hourMs))}:${two(Math.floor((time % hourMs) / minuteMs))}`;
}

/** `24 December 2026` of a day's number. */
export function date(number: number): string {
  const { day, month, year } = civilDay(number);
  return `${day} ${monthNames[month - 1]} ${year}`;
}

/** `24 December 2026 18:00` of a local time. */
export function dateTime(local: number): string {
  return `${date(dayOf(local))} ${clock(local)}`;
}

/** `24–26 December 2026`: days of which both are meant, with what they share said once. */
export function dates(first: number, last: number): string {
  const [from, to] = [civilDay(first), civilDay(last)];
  if (first === last) return date(first);
  if (from.year !== to.year) return `${date(first)} – ${date(last)}`;
  if (from.month !== to.month) return `${from.day} ${monthNames[from.month - 1]} – ${date(last)}`;
  return `${from.day}–${date(last)}`;
}
