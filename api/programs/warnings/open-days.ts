import { localDay } from '../../../domain/calendar';
import type { ProgramDefinition } from '../../../domain/program/program';
import { openTime } from '../../../domain/schedule/open-time';
import type { Interval } from '../../../domain/schedule/schedule';
import type { WarningContext } from './warning';

/** So far ahead is looked: what cannot be reached in five years is not going to be. */
const horizonMs = 5 * 366 * 24 * 60 * 60 * 1_000;

/** Local days in a row on which a program is open at some time: the numbers of the first and of the last one. */
export type DayRange = readonly [first: number, last: number];

/**
 * The stretches in which a program can be earned in: from its start or, if it was never live, from now on at the
 * earliest, to its end. OutOfEdges as `openTime`.
 */
export function earningTime(
  { schedule, timezone, startsAt, endsAt }: ProgramDefinition,
  { now, stored, mostEdges }: Pick<WarningContext, 'now' | 'stored' | 'mostEdges'>,
): Iterable<Interval> {
  const wasLive = stored !== null && stored.lifecycle !== 'DRAFT';
  const from = wasLive ? (startsAt ?? now) : Math.max(startsAt ?? now, now);
  return openTime(schedule, timezone, [from, Math.min(endsAt ?? Infinity, from + horizonMs)], {
    edges: mostEdges,
  });
}

/** The local days of these stretches, in order, each once. */
export function openDays(stretches: Iterable<Interval>, timezone: string): DayRange[] {
  const days: [number, number][] = [];
  for (const [start, end] of stretches) {
    const [first, last] = [localDay(start, timezone).number, localDay(end - 1, timezone).number];
    const before = days.at(-1);
    if (before !== undefined && first <= before[1] + 1) before[1] = Math.max(before[1], last);
    else days.push([first, last]);
  }
  return days;
}

/** How many days they are. */
export function countDays(days: readonly DayRange[]): number {
  return days.reduce((sum, [first, last]) => sum + last - first + 1, 0);
}

/** The most of them that lie in a row. */
export function longestRun(days: readonly DayRange[]): number {
  return Math.max(0, ...days.map(([first, last]) => last - first + 1));
}

/** The most of them that lie within `length` days of the calendar. */
export function mostWithin(days: readonly DayRange[], length: number): number {
  let most = 0;
  let oldest = 0;
  // A window that holds most can be moved until it ends on the last day of a range, without losing any.
  for (const [, end] of days) {
    while (oldest < days.length && (days[oldest] as DayRange)[1] < end - length + 1) oldest += 1;
    most = Math.max(most, countDays(clipped(days, oldest, end - length + 1, end)));
  }
  return most;
}

function clipped(days: readonly DayRange[], from: number, first: number, last: number): DayRange[] {
  const within: DayRange[] = [];
  for (let index = from; index < days.length; index += 1) {
    const [start, end] = days[index] as DayRange;
    if (start > last) break;
    if (end >= first) within.push([Math.max(start, first), Math.min(end, last)]);
  }
  return within;
}
