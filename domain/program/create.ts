import { settle } from './due';
import { edgesFrom } from './edges';
import type { Instant, Program, ProgramDefinition } from './program';
import type { Actor, Change } from './revision';
import { append, unchanged } from './revision';
import { isRunning, statusAt } from './status';
import { textOf } from '../schedule/same-schedule';

/** What creating a program needs beside its definition. */
export interface Creation {
  readonly id: string;
  readonly businessId: string;
  readonly actor: Actor;
  readonly commandId: string | null;
  /** True: live at once (or from `startsAt` on). False: a draft. */
  readonly isActive: boolean;
  readonly at: Instant;
}

/** A new program with its first revisions: `created`, and `activated` if it starts at once. Pure. */
export function createProgram(definition: ProgramDefinition, creation: Creation): Change {
  const { id, businessId, actor, commandId, isActive, at } = creation;
  const blank: Program = {
    ...definition,
    id,
    businessId,
    startsAt: definition.startsAt ?? (isActive ? at : null),
    lifecycle: isActive ? 'LIVE' : 'DRAFT',
    version: 0,
    activatedAt: null,
    pausedAt: null,
    endedAt: null,
    deletedAt: null,
    purgedAt: null,
    housekeeping: {},
    freezes: [],
    frozenSince: null,
    edgesThrough: null,
    scheduledChanges: [],
    experiment: null,
    createdAt: at,
    updatedAt: at,
  };
  const created = append(
    unchanged(blank),
    { kind: 'created', actor, at, previousStatus: null, commandId },
    {},
  );
  if (!isRunning(blank, at)) return created;
  const facts = { activatedAt: at, edgesThrough: edgesFrom(blank, at) };
  return append(created, { kind: 'activated', actor, at, previousStatus: 'DRAFT' }, facts);
}

/** Who edits, when, and with which command. */
export interface Edit {
  readonly actor: Actor;
  readonly commandId: string | null;
  readonly at: Instant;
}

/**
 * A program with a new definition, under revision `updated`; whatever was due before is settled first, whatever
 * the new dates make due at once is settled after. A live program always has a start: sent without one it keeps
 * the one it had, or starts now if that still lay ahead. Pure.
 */
export function editProgram(program: Program, definition: ProgramDefinition, edit: Edit): Change {
  const before = settle(program, edit.at);
  const startsAt = definition.startsAt ?? startOfEdited(before.program, edit.at);
  const happening = {
    kind: 'updated' as const,
    actor: edit.actor,
    at: edit.at,
    previousStatus: statusAt(before.program, edit.at),
    commandId: edit.commandId,
  };
  const edited = { ...definition, startsAt };
  const facts = {
    ...edited,
    ...stillActivated(before.program, startsAt, edit.at),
    edgesThrough: edgesAfterEdit(before.program, edited, edit.at),
  };
  const updated = append(before, happening, facts);
  const after = settle(updated.program, edit.at);
  return { program: after.program, revisions: [...updated.revisions, ...after.revisions] };
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
