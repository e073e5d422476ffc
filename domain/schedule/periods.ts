/** The days, weeks, months or years that a rule goes through, one in `interval`. */
import { civilDay, dayNumber, weekdayOf } from './civil';
import type { Rule } from './rule';

export interface Periods {
  /** First day, and first day after it, of period `index`; 0 is the one in which the recurrence starts. */
  readonly at: (index: number) => readonly [first: number, next: number];
  /** A period at or before the one in which `day` lies, not before 0, from which on none is missed. */
  readonly before: (day: number) => number;
}

/** The periods of a rule whose recurrence starts on day `start`. */
export function periodsOf({ frequency, interval, weekStart }: Rule, start: number): Periods {
  const { year, month } = civilDay(start);
  if (frequency === 'DAILY') return fixed(start, 1, interval);
  if (frequency === 'WEEKLY') return fixed(start - ((weekdayOf(start) - weekStart + 7) % 7), 7, interval);
  return frequency === 'MONTHLY' ? calendar(year, month, 1, interval) : calendar(year, 1, 12, interval);
}

function fixed(first: number, days: number, interval: number): Periods {
  const step = days * interval;
  return {
    at: (index) => [first + index * step, first + index * step + days],
    before: (day) => Math.max(0, Math.floor((day - first) / step)),
  };
}

function calendar(year: number, month: number, months: number, interval: number): Periods {
  const step = months * interval;
  return {
    at: (index) => {
      const current = month + index * step;
      return [dayNumber(year, current, 1), dayNumber(year, current + months, 1)];
    },
    before: (day) => {
      const to = civilDay(day);
      return Math.max(0, Math.floor(((to.year - year) * 12 + to.month - month) / step));
    },
  };
}
