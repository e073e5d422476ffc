import { edgesFrom, lookAheadMs, nextEdgeAt, withEdges } from './edges';
import type { Instant, Program } from './program';
import { purgeDueAt } from './program';
import type { Change, RevisionKind } from './revision';
import { append, unchanged } from './revision';
import { statusAt } from './status';

/** A transition of the lifecycle that the clock causes: when, and what it does. */
interface Transition {
  readonly at: Instant;
  readonly apply: (change: Change) => Change;
}

/**
 * Applies every transition that is due by `now`, in the order of their instants: start, edges of windows and blackouts,
 * end, purge. Pure and idempotent: settling a settled program changes nothing. Every transaction that locks a row
 * settles it first.
 */
export function settle(program: Program, now: Instant): Change {
  return settleChange(unchanged(program), now);
}

/** As `settle`, going on from a change that is under way. */
export function settleChange(change: Change, now: Instant): Change {
  let settled = change;
  for (;;) {
    const next = nextTransition(settled.program);
    // What ends at the instant of an edge has ended by then.
    if (next === null || next.at > now) return withEdges(settled, now + 1);
    settled = next.apply(withEdges(settled, next.at));
  }
}

/**
 * The instant of the next transition of a program that was settled at `from`, edges included; null if none is known.
 * @param edgesBefore how far ahead edges are looked for
 */
export function nextTransitionAt(
  program: Program,
  from: Instant,
  edgesBefore: Instant = from + lookAheadMs,
): Instant | null {
  const next = nextTransition(program)?.at ?? null;
  return nextEdgeAt(program, from, Math.min(next ?? edgesBefore, edgesBefore)) ?? next;
}

function nextTransition(program: Program): Transition | null {
  if (program.purgedAt !== null) return null;
  const purgeAt = purgeDueAt(program);
  if (purgeAt !== null) return transition(purgeAt, 'purged', () => ({ purgedAt: purgeAt }));
  if (awaitsStart(program)) {
    const { startsAt } = program;
    return transition(startsAt, 'activated', (before) => ({
      activatedAt: startsAt,
      // A start that passed while the program was deleted is recorded when it is restored, and edges from then on.
      edgesThrough: edgesFrom(program, Math.max(startsAt, before.updatedAt)),
    }));
  }
  const { endsAt } = program;
  if (endsAt === null || (program.lifecycle !== 'LIVE' && program.lifecycle !== 'PAUSED')) return null;
  return transition(endsAt, 'ended', () => ({ lifecycle: 'ENDED', endedAt: endsAt }));
}

/** A start that was moved into the future after an earlier activation is awaited again. */
function awaitsStart(program: Program): program is Program & { startsAt: Instant } {
  if (program.lifecycle !== 'LIVE' || program.startsAt === null) return false;
  return program.activatedAt === null || program.activatedAt < program.startsAt;
}

function transition(
  at: Instant,
  kind: RevisionKind,
  factsOf: (program: Program) => Partial<Program>,
): Transition {
  return {
    at,
    apply(change) {
      const previousStatus = statusAt(change.program, at - 1);
      return append(change, { kind, actor: 'system', at, previousStatus }, factsOf(change.program));
    },
  };
}
