import { edgesFrom, lookAheadMs, nextEdgeAt, withEdges } from './edges';
import { definitionOf, type Instant, type Program, purgeDueAt } from './program';
import type { Change, RevisionKind } from './revision';
import { redefine } from './redefine';
import { append, unchanged } from './revision';
import { statusAt } from './status';

/** A transition of the lifecycle that the clock causes: when, and what it does. */
interface Transition {
  readonly at: Instant;
  readonly apply: (change: Change) => Change;
}

/**
 * Applies every transition that is due by `now`, in the order of their instants: scheduled changes, start, edges of windows
 * and blackouts, end, purge. Pure and idempotent: settling a settled program changes nothing. Every transaction that locks a row
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
  if (program.purgedAt !== null || program.lifecycle === 'ENDED') return purge(program);
  const candidates = program.deletedAt === null ? [nextChange(program), start(program), end(program)] : [];
  // Of those that fall together the first counts: a start or an end may be what is changed.
  return [...candidates, purge(program)].reduce(
    (first, one) => (first === null || (one !== null && one.at < first.at) ? one : first),
    null,
  );
}

function purge(program: Program): Transition | null {
  const at = program.purgedAt === null ? purgeDueAt(program) : null;
  return at === null ? null : transition(at, 'purged', () => ({ purgedAt: at }));
}

function nextChange({ scheduledChanges: [next, ...others] }: Program): Transition | null {
  if (next === undefined) return null;
  const { at, actor, definition } = next;
  return {
    at,
    apply(change) {
      const edit = { actor, commandId: null, at };
      return redefine(change, { ...definitionOf(change.program), ...definition }, edit, {
        scheduledChanges: others,
      });
    },
  };
}

function start(program: Program): Transition | null {
  if (!awaitsStart(program)) return null;
  const { startsAt } = program;
  return transition(startsAt, 'activated', (before) => ({
    activatedAt: startsAt,
    // A start that passed while the program was deleted is recorded when it is restored, and edges from then on.
    edgesThrough: edgesFrom(program, Math.max(startsAt, before.updatedAt)),
  }));
}

function end({ endsAt, lifecycle }: Program): Transition | null {
  if (endsAt === null || (lifecycle !== 'LIVE' && lifecycle !== 'PAUSED')) return null;
  return transition(endsAt, 'ended', () => ({ lifecycle: 'ENDED', endedAt: endsAt, scheduledChanges: [] }));
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
