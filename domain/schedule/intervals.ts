/** Sorted, disjoint lists of intervals. No zone and no clock here: this may run in a workflow. */
import type { Interval } from './schedule';

/** The same instants in order, with what overlaps or touches made one and what is empty left out. */
export function merge(intervals: readonly Interval[]): readonly Interval[] {
  const merged: [number, number][] = [];
  const sorted = intervals.filter(([start, end]) => end > start).toSorted((a, b) => a[0] - b[0]);
  for (const [start, end] of sorted) {
    const last = merged.at(-1);
    if (last !== undefined && start <= last[1]) last[1] = Math.max(last[1], end);
    else merged.push([start, end]);
  }
  return merged;
}

/** What of them lies in `[from, until)`. */
export function clip(intervals: readonly Interval[], from: number, until: number): readonly Interval[] {
  return intervals
    .map(([start, end]): Interval => [Math.max(start, from), Math.min(end, until)])
    .filter(([start, end]) => end > start);
}

/** Whether an instant lies in one of sorted, disjoint intervals. */
export function covers(intervals: readonly Interval[], instant: number): boolean {
  let low = 0;
  let high = intervals.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((intervals[middle] as Interval)[1] <= instant) low = middle + 1;
    else high = middle;
  }
  const found = intervals[low];
  return found !== undefined && found[0] <= instant;
}
