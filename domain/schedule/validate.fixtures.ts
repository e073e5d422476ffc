/** What the tests of the validation share. */
// oxlint-disable-next-line no-restricted-imports -- only sandboxed code must not load Joi
import joi from 'joi';
import { validateSchedule } from './validate';

/** Of every program here. */
export const timezone = 'Europe/Berlin';
/** A valid recurrence. */
export const good = { rrule: 'FREQ=WEEKLY;BYDAY=TU,TH', start: '2026-03-01T17:00', duration: 'PT2H' };
/** What 50 years are made of, and the days of the last period. */
export const mostDays = 18_640;

export interface Told {
  readonly problems: readonly string[];
  readonly messages: readonly string[];
  readonly days: number;
}

/** What is said of a value, and how many days that took. */
export function tell(value: unknown, zone = timezone): Told {
  const work = { days: 0 };
  const result = validateSchedule(joi, value, { timezone: zone }, work);
  const errors = 'errors' in result ? result.errors : [];
  return {
    problems: errors.map(({ pointer, code }) => `${pointer} ${code}`),
    messages: errors.map(({ message }) => message),
    days: work.days,
  };
}

/** The same of an otherwise valid schedule with this rule. */
export const withRule = (rrule: string): Told => tell({ recurrence: { ...good, rrule } });
/** A value of BYHOUR. */
export const everyHour = Array.from({ length: 24 }, (_, hour) => hour).join(',');
