import { type CommandName, commandNames } from './command-names';
import { settle, settleChange } from './due';
import { edgesFrom } from './edges';
import type { Instant, Lifecycle, Program } from './program';
import { restorableForMs } from './program';
import type { Actor, Change, RevisionKind } from './revision';
import { append } from './revision';
import { statusAt } from './status';

export { type CommandName, commandNames };

/** One request to move a program through its lifecycle. */
export interface Command {
  readonly name: CommandName;
  readonly actor: Actor;
  /** Unique; a command with an id that was applied before changes nothing. */
  readonly commandId: string;
  readonly at: Instant;
}

/** Where a program stands in the transition table. */
export type CommandState = Lifecycle | 'DELETED';

/** What the table says: do it, it is done already, it is not allowed, or there is no such program. */
export type Verdict = 'apply' | 'noop' | 'reject' | 'not_found';

/** The transition table. Rows are commands, columns are states. */
export const transitionTable: Record<CommandName, Record<CommandState, Verdict>> = {
  activate: { DRAFT: 'apply', LIVE: 'noop', PAUSED: 'reject', ENDED: 'reject', DELETED: 'not_found' },
  pause: { DRAFT: 'reject', LIVE: 'apply', PAUSED: 'noop', ENDED: 'reject', DELETED: 'not_found' },
  resume: { DRAFT: 'reject', LIVE: 'noop', PAUSED: 'apply', ENDED: 'reject', DELETED: 'not_found' },
  end: { DRAFT: 'reject', LIVE: 'apply', PAUSED: 'apply', ENDED: 'noop', DELETED: 'not_found' },
  delete: { DRAFT: 'apply', LIVE: 'apply', PAUSED: 'apply', ENDED: 'apply', DELETED: 'noop' },
  restore: { DRAFT: 'noop', LIVE: 'noop', PAUSED: 'noop', ENDED: 'noop', DELETED: 'apply' },
};

/** What became of a command. `change` also holds the transitions that were due before it. */
export type Decision =
  | { readonly outcome: 'applied' | 'noop' | 'not_found'; readonly change: Change }
  | { readonly outcome: 'invalid_transition'; readonly change: Change; readonly allowed: CommandName[] }
  | { readonly outcome: 'ends_in_the_past'; readonly change: Change };

/** Decides one command: settles what is due, asks the table, and returns the change to store. Pure. */
export function decide(program: Program, command: Command): Decision {
  const settled = settle(program, command.at);
  const state = commandState(settled.program);
  const verdict = transitionTable[command.name][state];
  if (verdict === 'noop' || verdict === 'not_found') return { outcome: verdict, change: settled };
  if (verdict === 'reject') {
    return { outcome: 'invalid_transition', change: settled, allowed: allowedCommands(state) };
  }
  if (command.name === 'restore' && !isRestorable(settled.program, command.at)) {
    return { outcome: 'not_found', change: settled };
  }
  if (command.name === 'activate' && endsBy(settled.program, command.at)) {
    return { outcome: 'ends_in_the_past', change: settled };
  }
  return { outcome: 'applied', change: settleChange(applied(settled, command), command.at) };
}

/** The commands that would change something in a state, in the order of the table. */
export function allowedCommands(state: CommandState): CommandName[] {
  return commandNames.filter((name) => transitionTable[name][state] === 'apply');
}

/** The column of the transition table in which a settled program stands. */
export function commandState(program: Program): CommandState {
  return program.deletedAt === null ? program.lifecycle : 'DELETED';
}

function isRestorable(program: Program, now: Instant): boolean {
  return program.deletedAt !== null && program.purgedAt === null && now < program.deletedAt + restorableForMs;
}

function endsBy(program: Program, now: Instant): boolean {
  return program.endsAt !== null && program.endsAt <= now;
}

function applied(change: Change, command: Command): Change {
  const { program } = change;
  const { kind, facts } = effects[command.name](program, command.at);
  const happening = {
    kind,
    actor: command.actor,
    at: command.at,
    previousStatus: statusAt(program, command.at),
    commandId: command.commandId,
  };
  return append(change, happening, facts);
}

function startsNow({ startsAt, activatedAt }: Program, at: Instant): boolean {
  if (startsAt === null || startsAt > at) return false;
  return activatedAt === null || activatedAt < startsAt;
}

type Effect = (program: Program, at: Instant) => { kind: RevisionKind; facts: Partial<Program> };

const effects: Record<CommandName, Effect> = {
  activate: (program, at) => {
    const startsAt = program.startsAt ?? at;
    const live = { lifecycle: 'LIVE' as const, startsAt };
    if (startsAt > at) return { kind: 'scheduled', facts: live };
    const edgesThrough = edgesFrom({ ...program, ...live }, at);
    return { kind: 'activated', facts: { ...live, activatedAt: at, edgesThrough } };
  },
  pause: (_program, at) => ({ kind: 'paused', facts: { lifecycle: 'PAUSED', pausedAt: at } }),
  resume: (program, at) => {
    // Tiers are not judged by a time in which nobody could earn.
    const housekeeping = { ...program.housekeeping, reviewedAt: at };
    const lifecycle = 'LIVE' as const;
    // What its windows did meanwhile is passed over.
    const edgesThrough = edgesFrom({ ...program, lifecycle }, at);
    const live = { lifecycle, pausedAt: null, housekeeping, edgesThrough };
    // A start that passed while the program was paused happens now, as part of resuming.
    return { kind: 'resumed', facts: startsNow(program, at) ? { ...live, activatedAt: at } : live };
  },
  end: (_program, at) => ({
    kind: 'ended',
    facts: { lifecycle: 'ENDED', endedAt: at, scheduledChanges: [] },
  }),
  delete: (_program, at) => ({ kind: 'deleted', facts: { deletedAt: at, scheduledChanges: [] } }),
  restore: (program, at) => ({
    kind: 'restored',
    facts: { deletedAt: null, edgesThrough: edgesFrom(program, at) },
  }),
};
