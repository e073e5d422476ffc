/**
 * When a program is open: its recurring windows, less its blackouts. A schedule holds local times, which mean what the
 * clocks of the program's zone show; everything computed from it is in epoch milliseconds and half-open,
 * `[start, end)`. A local time that a clock change skips is read as `Temporal`'s `compatible` does (02:30 becomes
 * 03:30), one that it repeats as the first of the two.
 */

/** Windows that come again. */
export interface Recurrence {
  /** An RFC 5545 `RRULE` without its name: `FREQ=WEEKLY;BYDAY=TU,TH`. */
  readonly rrule: string;
  /** Local date-time, `2026-03-01T17:00`. No window begins before it; it gives the time of day and whatever the rule leaves open. */
  readonly start: string;
  /** ISO 8601, weeks to minutes: `PT2H` is elapsed time, `P1D` ends at the same local time on the next day. */
  readonly duration: string;
}

/** A time in which the program is closed, whatever its windows say. */
export interface Blackout {
  /** Local date-time, or a date for whole days. */
  readonly from: string;
  /** Local date-time at which it is over; or a date, the last day that is closed. */
  readonly to: string;
}

export interface Schedule {
  /** Without one the program is open all the time, blackouts apart. */
  readonly recurrence?: Recurrence;
  readonly blackouts?: readonly Blackout[];
}

/** `[start, end)` in epoch milliseconds. */
export type Interval = readonly [start: number, end: number];

/** Counts how many calendar days were looked at: the measure of the work that a schedule costs. */
export interface Work {
  days: number;
}

/** A recurrence with COUNT or UNTIL must be over this long after its start; a date that has not come by then never comes. */
export const horizonDays = 18_263;
