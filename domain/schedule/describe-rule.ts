/** A recurrence rule in words. */
import { completed, type Pattern } from './occurrences';
import type { Frequency, Rule } from './rule';
import { listed, monthNames, ordinal, weekdayNames } from './words';

const units: Readonly<Record<Frequency, string>> = {
  DAILY: 'day',
  WEEKLY: 'week',
  MONTHLY: 'month',
  YEARLY: 'year',
};

/** `every Tuesday and Thursday`, `every 2 months on the last Friday`, `every year on the 24th of December`. */
export function describeRule(pattern: Pattern): string {
  const rule = completed(pattern);
  if (rule.positions.length > 0) return `${period(rule)} on ${chosen(rule)}${within(rule)}`;
  if (onlyWeekdays(rule) && rule.interval === 1) return `every ${weekdays(rule, 'and')}${within(rule)}`;
  const days = daysOf(rule);
  if (days === '') return `${period(rule)}${within(rule)}`;
  return `${period(rule)}${rule.frequency === 'DAILY' && rule.interval > 1 ? ', only' : ''} on ${days}${within(rule)}`;
}

function period({ frequency, interval, monthDays }: Rule): string {
  if (interval > 1) return `every ${interval} ${units[frequency]}s`;
  return frequency === 'DAILY' && monthDays.length > 0 ? 'every month' : `every ${units[frequency]}`;
}

const plain = ({ days }: Rule): boolean => days.length > 0 && days.every(({ nth }) => nth === 0);

const onlyWeekdays = (rule: Rule): boolean =>
  plain(rule) && rule.monthDays.length === 0 && rule.yearDays.length === 0;

/** `the last weekday`, `the 1st and 2nd of the 1st, 2nd and 3rd`. */
function chosen(rule: Rule): string {
  const which = `the ${listed(fromStart(rule.positions).map(ordinal))}`;
  if (onlyWeekdays(rule)) return `${which} ${weekdays(rule, 'or')}`;
  const days = daysOf(rule);
  return `${which} of ${days === '' ? 'these days' : days}`;
}

/** The days that a rule names, without its months and weeks. Empty when it means all. */
function daysOf(rule: Rule): string {
  const { days, monthDays, yearDays } = rule;
  const dates = [
    ...(monthDays.length > 0 ? [positions(monthDays, 'day')] : []),
    ...(yearDays.length > 0
      ? [`${positions(yearDays, 'day')}${yearDays.every(fromFront) ? ' day' : ''} of the year`]
      : []),
  ];
  if (days.length === 0) return dates.join(' that is also ');
  if (dates.length > 0) return `any ${weekdays(rule, 'or')} that is ${dates.join(' and ')}`;
  return plain(rule) && weekdays(rule, 'and') === 'weekday' ? 'weekdays' : weekdays(rule, 'and');
}

const fromFront = (value: number): boolean => value > 0;

/** `the 1st, 15th and last day`. */
function positions(values: readonly number[], noun: string): string {
  return `the ${listed(fromStart(values).map(ordinal))}${values.every(fromFront) ? '' : ` ${noun}`}`;
}

/** 1, 2, 3 before -2, -1. */
function fromStart(values: readonly number[]): readonly number[] {
  return [...values.filter(fromFront), ...values.filter((value) => !fromFront(value))];
}

function within({ months, weekNumbers, monthDays, days, frequency }: Rule): string {
  const names = listed(months.map((month) => monthNames[month - 1] as string));
  const dates = monthDays.length > 0 && days.length === 0;
  const every = dates && frequency === 'YEARLY' ? ' of every month' : '';
  const weeks = listed(
    fromStart(weekNumbers).map((week) => (week > 0 ? String(week) : `the ${ordinal(week)}`)),
  );
  const inWeeks = weekNumbers.length > 0 ? ` in week ${weeks} of the year` : '';
  return `${inWeeks}${months.length > 0 ? `${dates ? ' of ' : ' in '}${names}` : every}`;
}

const name = (weekday: number): string => weekdayNames[weekday] as string;

function weekdays(rule: Rule, word: 'and' | 'or'): string {
  const { days } = rule;
  if (!plain(rule)) {
    return listed(
      days.map(({ weekday, nth }) =>
        nth === 0 ? `every ${name(weekday)}` : `the ${ordinal(nth)} ${name(weekday)}`,
      ),
      word,
    );
  }
  const wanted = new Set(days.map(({ weekday }) => weekday));
  if (wanted.size === 7) return 'day';
  if (wanted.size === 5 && !wanted.has(5) && !wanted.has(6)) return 'weekday';
  return listed(
    weekdayNames.filter((_name, weekday) => wanted.has(weekday)),
    word,
  );
}
