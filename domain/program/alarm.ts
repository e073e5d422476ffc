import { nextTransitionAt } from './due';
import { lookAheadMs, mayHaveEdgesAfter } from './edges';
import { nextTask } from './housekeeping';
import type { Instant, Program } from './program';

/**
 * The next instant at which the workflow of a program that was settled at `from` has something to do: a transition, a
 * task for its customers, or to look for windows further ahead; null if none is known. Expiries are kept apart
 * (`next_expiry_at`): customers move them.
 */
export function nextAlarm(program: Program, from: Instant = program.updatedAt): Instant | null {
  const look = mayHaveEdgesAfter(program, from) ? from + lookAheadMs : null;
  const instants = [nextTransitionAt(program, from), nextTask(program)?.at ?? null, look];
  const known = instants.filter((at) => at !== null);
  return known.length === 0 ? null : Math.min(...known);
}

/** Whether nothing can happen to this program any more unless somebody sends a command. */
export function isFinished(program: Program): boolean {
  const over = program.purgedAt !== null || (program.lifecycle === 'ENDED' && program.deletedAt === null);
  return over && nextAlarm(program) === null;
}
