import { edgeKinds } from '../schedule/edges';
import { freezesAfter } from './freeze';
import type { Instant, Program, ProgramStatus } from './program';

/** What happened to a program. Each kind is also the last part of an event type. */
export const revisionKinds = [
  'created',
  'updated',
  'scheduled',
  'activated',
  'paused',
  'resumed',
  'ended',
  'deleted',
  'restored',
  'purged',
  'experiment_started',
  'experiment_ended',
  ...edgeKinds,
  'change_scheduled',
  'change_cancelled',
] as const;
export type RevisionKind = (typeof revisionKinds)[number];

/** Who caused a revision: a person through the API, an operator through Temporal, or the clock. */
export type Actor = `user:${string}` | 'operator' | 'system';

/** One numbered entry of a program's log. */
export interface Revision {
  /** 1, 2, 3, ... per program, without gaps. */
  readonly number: number;
  readonly kind: RevisionKind;
  readonly actor: Actor;
  /** When it took effect: the scheduled instant for what the clock caused, however late it was recorded. */
  readonly occurredAt: Instant;
  /** Status just before; null for `created`. */
  readonly previousStatus: ProgramStatus | null;
  /** The command that caused it, unique; null for what no command caused. */
  readonly commandId: string | null;
  /** The program after it. */
  readonly program: Program;
}

/** A program with the revisions that brought it from the stored row to where it is now. */
export interface Change {
  readonly program: Program;
  readonly revisions: readonly Revision[];
}

/** What one revision records, beside what follows from the program itself. */
export interface Happening {
  readonly kind: RevisionKind;
  readonly actor: Actor;
  readonly at: Instant;
  readonly previousStatus: ProgramStatus | null;
  readonly commandId?: string | null;
}

/** A change that changes nothing yet. */
export function unchanged(program: Program): Change {
  return { program, revisions: [] };
}

/** An experiment does not outlive its program, whoever ends that. */
const endings: ReadonlySet<RevisionKind> = new Set(['ended', 'deleted']);

/**
 * Appends one revision: merges `facts` into the program, gives it the next number and keeps the log's time
 * from running backwards.
 */
export function append(change: Change, happening: Happening, facts: Partial<Program>): Change {
  const occurredAt = Math.max(happening.at, change.program.updatedAt);
  const after = { ...change.program, ...facts };
  const program: Program = {
    ...after,
    ...freezesAfter(change.program, after, occurredAt),
    ...(endings.has(happening.kind) ? { experiment: null } : {}),
    version: change.program.version + 1,
    updatedAt: occurredAt,
  };
  const revision: Revision = {
    number: program.version,
    kind: happening.kind,
    actor: happening.actor,
    occurredAt,
    previousStatus: happening.previousStatus,
    commandId: happening.commandId ?? null,
    program,
  };
  return { program, revisions: [...change.revisions, revision] };
}
