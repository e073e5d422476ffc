import type { Instant, Program } from './program';
import { purgeDueAt } from './program';
import type { Change, Happening } from './revision';
import { append, unchanged } from './revision';

/** A transition that the clock causes: when, and what it does. */
interface Transition {
  readonly at: Instant;
  readonly apply: (change: Change) => Change;
}

/**
 * Applies every transition that is due by `now`, in the order of their instants: start, end, purge. Pure and
 * idempotent: settling a settled program changes nothing. Every transaction that locks a row settles it first.
 */
export function settle(program: Program, now: Instant): Change {
  return settleChange(unchanged(program), now);
}

/** As `settle`, going on from a change that is under way. */
export function settleChange(change: Change, now: Instant): Change {
  let settled = change;
  for (
    let next = nextTransition(settled.program);
    next !== null && next.at <= now;
    next = nextTransition(settled.program)
  ) {
    settled = next.apply(settled);
  }
  return settled;
}

/** The instant of the next transition of a settled program; null if none is known. */
export function nextTransitionAt(program: Program): Instant | null {
  return nextTransition(program)?.at ?? null;
}

function nextTransition(program: Program): Transition | null {
  if (program.purgedAt !== null) return null;
  const purgeAt = purgeDueAt(program);
  if (purgeAt !== null) return transition(purgeAt, 'purged', 'ENDED', { purgedAt: purgeAt });
  if (awaitsStart(program)) {
    return transition(program.startsAt, 'activated', 'SCHEDULED', { activatedAt: program.startsAt });
  }
  if (program.endsAt === null) return null;
  if (program.lifecycle !== 'LIVE' && program.lifecycle !== 'PAUSED') return null;
  const previousStatus = program.lifecycle === 'PAUSED' ? 'PAUSED' : 'ACTIVE';
  return transition(program.endsAt, 'ended', previousStatus, {
    lifecycle: 'ENDED',
    endedAt: program.endsAt,
  });
}

/** A start that was moved into the future after an earlier activation is awaited again. */
function awaitsStart(program: Program): program is Program & { startsAt: Instant } {
  if (program.lifecycle !== 'LIVE' || program.startsAt === null) return false;
  return program.activatedAt === null || program.activatedAt < program.startsAt;
}

function transition(
  at: Instant,
  kind: Happening['kind'],
  previousStatus: Happening['previousStatus'],
  facts: Partial<Program>,
): Transition {
  return {
    at,
    apply: (change) => append(change, { kind, actor: 'system', at, previousStatus }, facts),
  };
}
