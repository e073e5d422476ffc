/** The stretches of time in which a schedule is open, one after the other, for as long as somebody wants to know. */
import type { Interval, Schedule } from './schedule';
import { opennessOf } from './openness';

/** How many edges may still be looked at: shared by everything that answers one question. */
export interface EdgeBudget {
  edges: number;
}

/** More edges were asked for than the budget holds: what was found so far is true, and there may be more. */
export class OutOfEdges extends Error {
  constructor() {
    super('the schedule has more windows than may be looked at');
    this.name = 'OutOfEdges';
  }
}

/**
 * The open stretches of a valid schedule within `[from, until)`, cut at both ends, in order; everything without a
 * schedule. OutOfEdges when the budget is used up.
 */
export function* openTime(
  schedule: Schedule | null,
  timezone: string,
  [from, until]: Interval,
  budget: EdgeBudget,
): Generator<Interval> {
  if (until <= from) return;
  if (schedule === null) {
    yield [from, until];
    return;
  }
  const openness = opennessOf(schedule, timezone);
  const openAt = (at: number): boolean => openness.inWindow(at) && !openness.inBlackout(at);
  let opened = openAt(from) ? from : null;
  for (const { at } of openness.edges(from, until)) {
    if ((budget.edges -= 1) < 0) throw new OutOfEdges();
    const open = openAt(at);
    if (open && opened === null) opened = at;
    if (open || opened === null) continue;
    yield [opened, at];
    opened = null;
  }
  if (opened !== null) yield [opened, until];
}

/** The first instant that lies in a stretch of both, each in order; null if there is none. */
export function firstOverlap(left: Iterable<Interval>, right: Iterable<Interval>): number | null {
  const [lefts, rights] = [left[Symbol.iterator](), right[Symbol.iterator]()];
  let [a, b] = [lefts.next(), rights.next()];
  while (a.done !== true && b.done !== true) {
    const start = Math.max(a.value[0], b.value[0]);
    if (start < Math.min(a.value[1], b.value[1])) return start;
    if (a.value[1] <= b.value[1]) a = lefts.next();
    else b = rights.next();
  }
  return null;
}
