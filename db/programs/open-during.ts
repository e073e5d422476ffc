import { lookAheadMs } from '../../domain/program/edges';
import type { Program } from '../../domain/program/program';
import { opennessOf } from '../../domain/schedule/openness';
import { toTimestamp } from '../models/instants';

/**
 * Windows written out for `program_status`. An index holds them beside the other facts of a status, and its rows must
 * stay well under a third of a page (2,704 bytes): 21 bytes each. The row is written anew at every edge.
 */
const mostWindows = 64;

/**
 * When a program is open from its latest change on, as a multirange in Postgres' notation; null: whenever it runs. The
 * same windows that `statusAt` asks, as many of them as come next.
 */
export function openDuringOf(program: Program): string | null {
  const { schedule, timezone, lifecycle, startsAt, updatedAt } = program;
  if (lifecycle !== 'LIVE' || schedule?.recurrence === undefined) return null;
  const openness = opennessOf(schedule, timezone);
  const from = Math.max(updatedAt, startsAt ?? updatedAt);
  const ranges: string[] = [];
  let open = openness.inWindow(from) ? from : null;
  for (const { at, kind } of openness.edges(from, from + lookAheadMs)) {
    if (kind === 'window_opened') open = at;
    if (kind !== 'window_closed' || open === null) continue;
    const windows = ranges.push(range(open, at));
    open = null;
    if (windows === mostWindows) break;
  }
  // One that is not over by then goes on: its end is an edge, which writes the row anew.
  if (open !== null) ranges.push(range(open, null));
  return `{${ranges.join()}}`;
}

function range(from: number, until: number | null): string {
  return `[${toTimestamp(from)},${toTimestamp(until) ?? ''})`;
}
