import { settle } from './due';
import type { Instant, Program, ProgramDefinition } from './program';
import { type Actor, append, type Change, type Happening, type RevisionKind } from './revision';
import { statusAt } from './status';

/** An edit that comes into force by itself. Plain JSON. */
export interface ScheduledChange {
  readonly id: string;
  readonly at: Instant;
  /** Who asked for it. */
  readonly actor: Actor;
  /** The fields that change, with their new values. */
  readonly definition: Partial<ProgramDefinition>;
  readonly createdAt: Instant;
}

/** How many changes of a program can be pending. */
export const mostScheduledChanges = 50;

/** Who schedules or cancels a change, and when. */
interface By {
  readonly actor: Actor;
  readonly at: Instant;
}

/** Schedules a change, under revision `change_scheduled`; what was due before is settled first. Pure. */
export function scheduleChange(program: Program, scheduled: ScheduledChange, by: By): Change {
  const settled = settle(program, by.at);
  return append(settled, happeningOf('change_scheduled', settled, by), {
    scheduledChanges: withChange(settled.program, scheduled),
  });
}

/**
 * Cancels a change, under revision `change_cancelled`; what was due before is settled first. Null if no such change is
 * pending: it was cancelled, or its instant has come. Pure.
 */
export function cancelChange(program: Program, id: string, by: By): Change | null {
  const settled = settle(program, by.at);
  const { scheduledChanges } = settled.program;
  const others = scheduledChanges.filter((change) => change.id !== id);
  if (others.length === scheduledChanges.length) return null;
  return append(settled, happeningOf('change_cancelled', settled, by), { scheduledChanges: others });
}

/** The changes of a program with one more; those of one instant in the order in which they were asked for. */
export function withChange(
  { scheduledChanges }: Pick<Program, 'scheduledChanges'>,
  scheduled: ScheduledChange,
): ScheduledChange[] {
  return [...scheduledChanges, scheduled].toSorted((a, b) => a.at - b.at);
}

/** A definition as the changes before `at` will have made it. */
export function definitionThen(
  program: ProgramDefinition & Pick<Program, 'scheduledChanges'>,
  at: Instant,
): ProgramDefinition {
  const before = program.scheduledChanges.filter((change) => change.at <= at);
  return before.reduce<ProgramDefinition>((then, { definition }) => ({ ...then, ...definition }), program);
}

function happeningOf(kind: RevisionKind, { program }: Change, { actor, at }: By): Happening {
  return { kind, actor, at, previousStatus: statusAt(program, at) };
}
