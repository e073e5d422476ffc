/** The local times at which the windows of a recurrence begin. */
import { civilDay, dayMs, dayOf, hourMs, minuteMs } from './civil';
import { type Matcher, matcherOf } from './matcher';
import { periodsOf } from './periods';
import type { Rule } from './rule';
import type { Work } from './schedule';

/** A rule and the local time at which it starts. */
export interface Pattern {
  readonly rule: Rule;
  readonly start: number;
}

/** No zone is further from UTC; an UNTIL in UTC bounds local times by this much only. */
const farthest = dayMs;

/**
 * Local times in `[from, until)`, in order. Whole days are tested one by one, which costs the same for every rule,
 * also for one that never matches; `work` is told. A rule with COUNT is followed from its start, any other from `from`.
 */
export function* occurrences(pattern: Pattern, from: number, until: number, work: Work): Generator<number> {
  const rule = completed(pattern);
  const periods = periodsOf(rule, dayOf(pattern.start));
  const days = matcherOf(rule);
  const times = timesOf(rule);
  const end = Math.min(until, lastOf(rule) + 1);
  let left = rule.count ?? Number.POSITIVE_INFINITY;
  for (let index = rule.count === undefined ? periods.before(dayOf(from)) : 0; ; index += 1) {
    const [first, next] = periods.at(index);
    if (first * dayMs >= end) return;
    work.days += next - first;
    const found = matching(first, next, days);
    for (const local of found.length === 0 ? found : inPeriod(found, times, rule.positions)) {
      if (local < pattern.start) continue;
      if (local >= end) return;
      if (local >= from) yield local;
      left -= 1;
      if (left === 0) return;
    }
  }
}

function lastOf({ until }: Rule): number {
  if (until === undefined) return Number.POSITIVE_INFINITY;
  return until.utc ? until.at + farthest : until.at;
}

/** The rule with what it leaves open taken from its start. */
export function completed({ rule, start }: Pattern): Rule {
  const { month, day, weekday } = civilDay(dayOf(start));
  const hours = rule.hours.length > 0 ? rule.hours : [Math.floor((start % dayMs) / hourMs)];
  const minutes = rule.minutes.length > 0 ? rule.minutes : [Math.floor((start % hourMs) / minuteMs)];
  const timed = { ...rule, hours, minutes };
  const { frequency } = rule;
  const open = [rule.days, rule.monthDays, rule.yearDays].every((values) => values.length === 0);
  if (!open || frequency === 'DAILY') return timed;
  if (frequency === 'WEEKLY' || rule.weekNumbers.length > 0) return { ...timed, days: [{ weekday, nth: 0 }] };
  const months = frequency === 'MONTHLY' || rule.months.length > 0 ? rule.months : [month];
  return { ...timed, months, monthDays: [day] };
}

/** The times of day of a completed rule, in milliseconds. */
export function timesOf({ hours, minutes }: Rule): readonly number[] {
  return hours.flatMap((hour) => minutes.map((minute) => hour * hourMs + minute * minuteMs));
}

function matching(first: number, next: number, matches: Matcher): readonly number[] {
  const found: number[] = [];
  for (let number = first; number < next; number += 1) {
    if (matches(civilDay(number))) found.push(number);
  }
  return found;
}

/** Positions are found by counting, so that a year of days and times need not be written out. */
function inPeriod(
  days: readonly number[],
  times: readonly number[],
  positions: readonly number[],
): readonly number[] {
  const all = days.length * times.length;
  const at = (index: number): number =>
    (days[Math.floor(index / times.length)] as number) * dayMs + (times[index % times.length] as number);
  if (positions.length === 0) return Array.from({ length: all }, (_, index) => at(index));
  const indices = positions.map((position) => (position > 0 ? position - 1 : all + position));
  return [...new Set(indices)]
    .filter((index) => index >= 0 && index < all)
    .toSorted((a, b) => a - b)
    .map(at);
}
