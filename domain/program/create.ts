import { settle, settleChange } from './due';
import { edgesFrom } from './edges';
import type { Instant, Program, ProgramDefinition } from './program';
import type { Actor, Change } from './revision';
import { append, unchanged } from './revision';
import { type Edit, redefine } from './redefine';
import { isRunning } from './status';

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

/**
 * A program with a new definition, under revision `updated`; whatever was due before is settled first, whatever
 * the new dates make due at once is settled after. See `redefine` for its start. Pure.
 */
export function editProgram(program: Program, definition: ProgramDefinition, edit: Edit): Change {
  return settleChange(redefine(settle(program, edit.at), definition, edit), edit.at);
}
