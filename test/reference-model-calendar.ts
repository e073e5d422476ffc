/** The calendar of the reference model: nothing but Intl, asked every time. Slow, and independent of the product's. */

export interface LocalTime {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  /** The date and time of the clock on the wall, as if it were UTC. */
  readonly wall: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known =
    formats.get(timeZone) ??
    new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  formats.set(timeZone, known);
  return known;
}

/** What a clock on the wall shows at an instant. */
export function localTime(instant: number, timeZone: string): LocalTime {
  const parts = Object.fromEntries(
    formatOf(timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, Number(value)]),
  ) as Record<string, number>;
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = parts;
  const millisecond = ((instant % 1000) + 1000) % 1000;
  return { year, month, day, hour, wall: Date.UTC(year, month - 1, day, hour, minute, second, millisecond) };
}

/** The instant at which the wall clock shows a time: the first of two; when it is skipped, as much later. */
export function instantOf(wall: number, timeZone: string): number {
  const day = 24 * 3_600_000;
  const offset = (near: number): number => localTime(near, timeZone).wall - near;
  const before = wall - offset(wall - day);
  const after = wall - offset(wall + day);
  const shown = [before, after].filter((instant) => localTime(instant, timeZone).wall === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}

/** Days since 1970 of the local date. */
export function dayNumber(instant: number, timeZone: string): number {
  const { year, month, day } = localTime(instant, timeZone);
  return Date.UTC(year, month - 1, day) / (24 * 3_600_000);
}

/** So many months later by the wall clock; from the 31st to the last day of a shorter month. */
export function monthsLater(instant: number, months: number, timeZone: string): number {
  const { year, month, day, wall } = localTime(instant, timeZone);
  const lastDay = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const date = Date.UTC(year, month - 1 + months, Math.min(day, lastDay));
  return instantOf(date + (wall - Date.UTC(year, month - 1, day)), timeZone);
}

/** So many days later by the wall clock. */
export function daysLater(instant: number, days: number, timeZone: string): number {
  return instantOf(localTime(instant, timeZone).wall + days * 24 * 3_600_000, timeZone);
}

/** The name of the calendar period in which an instant lies. */
export function periodName(instant: number, period: string, timeZone: string): string {
  const { year, month } = localTime(instant, timeZone);
  if (period === 'monthly') return `month ${year}-${month}`;
  if (period === 'quarterly') return `quarter ${year}-${Math.floor((month - 1) / 3)}`;
  return period === 'yearly' ? `year ${year}` : 'ever';
}
