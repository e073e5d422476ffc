import { textOf } from '../schedule/same-schedule';
import { edgesFrom } from './edges';
import type { Instant, Program, ProgramDefinition } from './program';
import { type Actor, append, type Change } from './revision';
import { isRunning, statusAt } from './status';

/** Who edits, when, and with which command. */
export interface Edit {
  readonly actor: Actor;
  readonly commandId: string | null;
  readonly at: Instant;
}

/**
 * Gives a program that is settled at `edit.at` a new definition, under revision `updated`; what the new dates make due is
 * left to whoever settles it next. A live program always has a start: without one it keeps the one it had, or starts
 * now if that still lay ahead. Pure.
 */
export function redefine(
  change: Change,
  definition: ProgramDefinition,
  { actor, commandId, at }: Edit,
  others: Partial<Program> = {},
): Change {
  const { program } = change;
  const edited = { ...definition, startsAt: definition.startsAt ?? startOfEdited(program, at) };
  const facts = {
    ...others,
    ...edited,
    ...stillActivated(program, edited.startsAt, at),
    edgesThrough: edgesAfterEdit(program, edited, at),
  };
  return append(
    change,
    { kind: 'updated', actor, at, previousStatus: statusAt(program, at), commandId },
    facts,
  );
}

function startOfEdited(program: Program, at: Instant): Instant | null {
  if (program.lifecycle === 'DRAFT') return null;
  return Math.min(program.startsAt ?? at, at);
}

/** A program that runs and whose start is moved within the past goes on running: that is no second activation. */
function stillActivated(program: Program, startsAt: Instant | null, at: Instant): Partial<Program> {
  if (!isRunning(program, at) || startsAt === null || startsAt > at) return {};
  return { activatedAt: Math.max(program.activatedAt ?? startsAt, startsAt) };
}

/** Another schedule or zone is followed from the edit on; the same one goes on where the log has got to. */
function edgesAfterEdit(
  { schedule, timezone, lifecycle, edgesThrough }: Program,
  edited: ProgramDefinition,
  at: Instant,
): Instant | null {
  const same = textOf(schedule) === textOf(edited.schedule) && timezone === edited.timezone;
  const from = edgesFrom({ ...edited, lifecycle }, at);
  return same && from !== null ? (edgesThrough ?? from) : from;
}
