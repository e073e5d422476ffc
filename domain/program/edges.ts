import type { Edge } from '../schedule/edges';
import { type Openness, opennessOf } from '../schedule/openness';
import type { Instant, Program } from './program';
import { type Change, append } from './revision';
import { hasStarted, statusAt } from './status';

/**
 * Edges recorded at once are the latest so many. Normally each is recorded at its instant; after a long interruption of
 * a program that opens every hour, the ones long past are left out rather than have one transaction write a month of
 * them.
 */
export const mostMissedEdges = 200;

/** From where on the edges of a program are recorded, when it runs from `at` on; null: it has none to record. */
export function edgesFrom(
  program: Pick<Program, 'schedule' | 'startsAt' | 'lifecycle'>,
  at: Instant,
): Instant | null {
  const runs = program.lifecycle === 'LIVE' && hasStarted(program, at);
  return runs && program.schedule !== null ? at : null;
}

/**
 * Edges are looked for so far ahead. A rule whose windows touch for ever, or are decades apart, would keep whoever asks
 * looking: the workflow looks again instead.
 */
export const lookAheadMs = 400 * 24 * 60 * 60 * 1000;

/** The first edge of a program after `from` that is not in the log, and lies before `before`; null if there is none. */
export function nextEdgeAt(program: Program, from: Instant, before: Instant): Instant | null {
  const watched = watchedOf(program);
  if (watched === null) return null;
  const { value } = watched.openness.edges(Math.max(watched.after, from), before).next();
  return value?.at ?? null;
}

/** Whether edges may come that lie further ahead than `from` can see. */
export function mayHaveEdgesAfter(program: Program, from: Instant): boolean {
  return watchedOf(program)?.openness.goesOnAfter(from) ?? false;
}

/** Records the edges that are not in the log yet, and lie before `before`. */
export function withEdges(change: Change, before: Instant): Change {
  const watched = watchedOf(change.program);
  if (watched === null) return change;
  const edges: Edge[] = [];
  for (const edge of watched.openness.edgesBackwards(watched.after, before)) {
    if (edges.push(edge) === mostMissedEdges) break;
  }
  return edges.reduceRight((earlier, { at, kind }) => {
    const previousStatus = statusAt(earlier.program, at - 1);
    return append(earlier, { kind, actor: 'system', at, previousStatus }, { edgesThrough: at });
  }, change);
}

/** Windows and blackouts are told of while a program runs; where the log has got to says from when. */
function watchedOf(program: Program): { openness: Openness; after: Instant } | null {
  const { schedule, timezone, lifecycle, deletedAt, edgesThrough } = program;
  if (schedule === null || edgesThrough === null || lifecycle !== 'LIVE' || deletedAt !== null) return null;
  return { openness: opennessOf(schedule, timezone), after: edgesThrough };
}
