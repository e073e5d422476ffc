import { nextTransitionAt } from './due';
import { nextTask } from './housekeeping';
import type { Instant, Program } from './program';

/**
 * The next instant at which the workflow of a settled program has something to do: a transition of its lifecycle or a
 * task for its customers; null if none is known. Expiries are kept apart (`next_expiry_at`): customers move them.
 */
export function nextAlarm(program: Program): Instant | null {
  const transition = nextTransitionAt(program);
  const task = nextTask(program)?.at ?? null;
  if (transition === null || task === null) return transition ?? task;
  return Math.min(transition, task);
}

/** Whether nothing can happen to this program any more unless somebody sends a command. */
export function isFinished(program: Program): boolean {
  const over = program.purgedAt !== null || (program.lifecycle === 'ENDED' && program.deletedAt === null);
  return over && nextAlarm(program) === null;
}
