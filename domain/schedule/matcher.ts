/** Which days a rule means, whatever its period. */
import { type CivilDay, dayNumber, weekdayOf, yearOf } from './civil';
import type { Rule, RuleDay } from './rule';

export type Matcher = (day: CivilDay) => boolean;

/** Tells whether a day satisfies every part of a rule that speaks of days. What a rule leaves open must be filled in. */
export function matcherOf(rule: Rule): Matcher {
  const months = new Set(rule.months);
  const tests: Matcher[] = [];
  if (months.size > 0) tests.push(({ month }) => months.has(month));
  if (rule.monthDays.length > 0) tests.push(anyOf(rule.monthDays, 'day', 'monthLength'));
  if (rule.yearDays.length > 0) tests.push(anyOf(rule.yearDays, 'yearDay', 'yearLength'));
  if (rule.days.length > 0) tests.push(weekdays(rule));
  if (rule.weekNumbers.length > 0) tests.push(weekNumbers(rule));
  return (day) => tests.every((test) => test(day));
}

/** Counts from the end when negative: -1 is the last. */
function anyOf(
  values: readonly number[],
  position: 'day' | 'yearDay',
  length: 'monthLength' | 'yearLength',
): Matcher {
  const wanted = new Set(values);
  return (day) => wanted.has(day[position]) || wanted.has(day[position] - day[length] - 1);
}

/** A number counts within the month for monthly rules and for yearly ones with months, else within the year. */
function weekdays({ days, frequency, months }: Rule): Matcher {
  const inMonth = frequency === 'MONTHLY' || months.length > 0;
  return (day) => {
    const position = inMonth ? day.day : day.yearDay;
    const length = inMonth ? day.monthLength : day.yearLength;
    const first = Math.ceil(position / 7);
    const last = -Math.ceil((length - position + 1) / 7);
    const holds = ({ weekday, nth }: RuleDay): boolean =>
      weekday === day.weekday && (nth === 0 || nth === first || nth === last);
    return days.some(holds);
  };
}

/** Weeks begin on the rule's day; the first of a year is the first with four days in it. */
function weekNumbers({ weekNumbers: values, weekStart }: Rule): Matcher {
  const wanted = new Set(values);
  return ({ number }) => {
    const thursday = number - ((weekdayOf(number) - weekStart + 7) % 7) + 3;
    const year = yearOf(thursday);
    const week = Math.floor((thursday - dayNumber(year, 1, 1)) / 7) + 1;
    const weeks = Math.floor((lastThursday(year, thursday) - dayNumber(year, 1, 1)) / 7) + 1;
    return wanted.has(week) || wanted.has(week - weeks - 1);
  };
}

/** The last day in a year with the weekday of `thursday`, the fourth of its week. */
function lastThursday(year: number, thursday: number): number {
  const end = dayNumber(year + 1, 1, 1) - 1;
  return end - ((end - thursday) % 7);
}
