/** A recurrence rule that has been read. */

export const frequencies = ['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'] as const;
export type Frequency = (typeof frequencies)[number];

/** In the order of their numbers: 0 is Monday. */
export const weekdayCodes = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

export interface RuleDay {
  /** 0 is Monday. */
  readonly weekday: number;
  /** Which of the month or year, from its end when negative; 0 is every one. */
  readonly nth: number;
}

/** The last local time at which a window may begin, itself included; `utc` when `at` is an instant instead. */
export interface RuleEnd {
  readonly at: number;
  readonly utc: boolean;
}

/** Lists are sorted, without repetition, and empty where the rule has no such part. */
export interface Rule {
  readonly frequency: Frequency;
  readonly interval: number;
  readonly count?: number;
  readonly until?: RuleEnd;
  /** 0 is Monday. */
  readonly weekStart: number;
  readonly months: readonly number[];
  readonly weekNumbers: readonly number[];
  readonly yearDays: readonly number[];
  readonly monthDays: readonly number[];
  readonly days: readonly RuleDay[];
  readonly hours: readonly number[];
  readonly minutes: readonly number[];
  readonly positions: readonly number[];
}
