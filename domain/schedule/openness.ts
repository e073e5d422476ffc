/** When a program is open, asked of any instant. */
import { Memo } from '../memo';
import { type Edge, nextEdges } from './edges';
import { expandSchedule } from './expand';
import { covers } from './intervals';
import { textOf } from './same-schedule';
import type { Interval, Schedule } from './schedule';
import { endOfSchedules, type Stretches, stretchesOf } from './stretch';

/** A stretch of a schedule, written out. */
interface Written {
  readonly windows: readonly Interval[] | null;
  readonly blackouts: readonly Interval[];
  /** In order; those at its first instant included. */
  readonly edges: readonly Edge[];
  readonly from: number;
  readonly until: number;
}

/** Most questions are about now, and about what comes next. */
const stretchesKept = 4;

/**
 * A valid schedule in a zone. It is written out in stretches as they are asked for; what was written is kept for the
 * next question and can never be out of date, because schedule and zone say all there is. RangeError for a schedule
 * that is not valid or a zone that is unknown.
 */
export class Openness {
  private readonly stretches: Stretches;
  private readonly written = new Memo<number, Written>(stretchesKept);

  constructor(
    private readonly schedule: Schedule,
    private readonly timezone: string,
  ) {
    this.stretches = stretchesOf(schedule);
  }

  /** Whether an instant lies in a window; always true without a recurrence. */
  inWindow(at: number): boolean {
    const { windows } = this.stretchAt(at);
    return windows === null || covers(windows, at);
  }

  inBlackout(at: number): boolean {
    return covers(this.stretchAt(at).blackouts, at);
  }

  /** Whether there may be edges after an instant; certain where everything is written out at once. */
  goesOnAfter(at: number): boolean {
    const { span, over } = this.stretches;
    return Number.isFinite(span) ? at < over : this.edges(at, over).next().done !== true;
  }

  /** The edges after `after` and before `before`, in order, found as they are asked for. */
  *edges(after: number, before: number): Generator<Edge> {
    const end = Math.min(before, this.stretches.over);
    for (let from = after; from < end; ) {
      const { edges, until } = this.stretchAt(from);
      for (let index = firstAfter(edges, after); index < edges.length; index += 1) {
        const edge = edges[index] as Edge;
        if (edge.at >= end) return;
        yield edge;
      }
      from = until;
    }
  }

  /** The same edges from the last to the first. */
  *edgesBackwards(after: number, before: number): Generator<Edge> {
    const end = Math.min(before, this.stretches.over);
    for (let last = end - 1; last > after; ) {
      const { edges, from } = this.stretchAt(last);
      for (let index = firstAfter(edges, end - 1) - 1; index >= 0; index -= 1) {
        const edge = edges[index] as Edge;
        if (edge.at <= after) return;
        yield edge;
      }
      last = from - 1;
    }
  }

  private stretchAt(at: number): Written {
    const { span } = this.stretches;
    if (!Number.isFinite(span)) return this.written.get(0, () => this.write(earliest, endOfSchedules));
    const number = Math.floor(at / span);
    return this.written.get(number, () => this.write(number * span, (number + 1) * span));
  }

  /** From just before its first instant, so that an edge at that instant can be told from what goes on. */
  private write(from: number, until: number): Written {
    const before = from - 1;
    const { windows, blackouts, completeUntil } = expandSchedule(
      this.schedule,
      this.timezone,
      before,
      until,
      everything,
    );
    const edges = nextEdges({ windows, blackouts, completeUntil }, before);
    return { windows, blackouts, edges, from, until };
  }
}

const everything = { windows: Number.POSITIVE_INFINITY, days: Number.POSITIVE_INFINITY };

/** Before any year in which something can be scheduled. */
const earliest = Date.UTC(2000, 0, 1);

/** The index of the first edge after an instant. */
function firstAfter(edges: readonly Edge[], instant: number): number {
  let low = 0;
  let high = edges.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((edges[middle] as Edge).at <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}

const bySchedule = new WeakMap<Schedule, Map<string, Openness>>();
const byText = new Memo<string, Openness>(1_000);

/**
 * The openness of a schedule in a zone. Programs at a version are kept in memory, so mostly the object is known; one that
 * was read anew is known by what it says.
 */
export function opennessOf(schedule: Schedule, timezone: string): Openness {
  const known = bySchedule.get(schedule) ?? new Map<string, Openness>();
  const found =
    known.get(timezone) ??
    byText.get(`${timezone} ${textOf(schedule)}`, () => new Openness(schedule, timezone));
  known.set(timezone, found);
  bySchedule.set(schedule, known);
  return found;
}
