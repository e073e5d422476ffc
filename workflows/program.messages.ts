import { defineQuery, defineSignal, defineUpdate } from '@temporalio/workflow';
import type { CommandName } from '../domain/program/commands';
import type { ProgramStatus } from '../domain/program/program';
import type { Actor } from '../domain/program/revision';
import type { TimelineEntry } from '../domain/program/timeline';
import type { ProgramView } from '../domain/program/view';

/** The contract between a program's workflow and everyone who talks to it. Plain JSON only. */

/** Name under which the workflow is registered. */
export const programWorkflowType = 'programWorkflow';

/** Task queue of every program workflow and its activities. */
export const programTaskQueue = 'loyalty-programs';

const idPrefix = 'program-';

/** Workflow id of a program. */
export function programWorkflowId(programId: string): string {
  return idPrefix + programId;
}

/** Inverse of `programWorkflowId`; null for the id of another kind of workflow. */
export function programIdOfWorkflow(workflowId: string): string | null {
  return workflowId.startsWith(idPrefix) ? workflowId.slice(idPrefix.length) : null;
}

/** What a program workflow is started with. */
export interface ProgramWorkflowInput {
  readonly programId: string;
  readonly businessId: string;
  /** Commands handled by earlier runs of the same workflow; for diagnosis only. */
  readonly commandsSoFar?: number;
  /** The last of them; for diagnosis only. */
  readonly lastCommand?: ProgramWorkflowState['lastCommand'];
  /** Rolls over to a new run after this many commands; tests lower it. */
  readonly continueAsNewAfter?: number;
}

/** One lifecycle command, as the API sends it. */
export interface CommandInput {
  /** Unique per command, whatever the id of the update. Sending it again is harmless. */
  readonly commandId: string;
  readonly actor: Actor;
  /** Present when the answer must be kept for an `Idempotency-Key`. */
  readonly idempotencyKey?: string;
}

/** What became of a command. */
export type CommandResult =
  | { readonly outcome: 'applied' | 'noop'; readonly program: ProgramView }
  | { readonly outcome: 'not_found' }
  | { readonly outcome: 'ends_in_the_past'; readonly endsAt: string }
  | {
      readonly outcome: 'invalid_transition';
      readonly status: ProgramStatus;
      readonly allowed: CommandName[];
    };

const update = (name: CommandName) => defineUpdate<CommandResult, [CommandInput]>(name);
const signal = (name: CommandName) => defineSignal(name);

/** Lifecycle commands for the API: validated and answered. */
export const commandUpdates = {
  activate: update('activate'),
  pause: update('pause'),
  resume: update('resume'),
  end: update('end'),
  delete: update('delete'),
  restore: update('restore'),
} satisfies Record<CommandName, unknown>;

/** The same commands for operators, in the Temporal Web UI or CLI. */
export const commandSignals = {
  activate: signal('activate'),
  pause: signal('pause'),
  resume: signal('resume'),
  end: signal('end'),
  delete: signal('delete'),
  restore: signal('restore'),
} satisfies Record<CommandName, unknown>;

/** Sent after a create, or an edit that moved the alarm. */
export const revisedSignal = defineSignal('revised');

/** What the workflow believes; for diagnosis, never for an answer of the API. */
export interface ProgramWorkflowState {
  readonly programId: string;
  readonly status: ProgramStatus | null;
  readonly version: number;
  readonly alarmAt: number | null;
  readonly commandsSoFar: number;
  readonly lastCommand: { readonly name: CommandName; readonly outcome: string; readonly at: number } | null;
}
export const stateQuery = defineQuery<ProgramWorkflowState>('state');

export const timelineQuery = defineQuery<TimelineEntry[]>('timeline');

/** Search attributes of a program workflow, registered when the stack starts; all are keywords. */
export const searchAttributeNames = {
  business: 'LoyaltyBusinessId',
  status: 'LoyaltyProgramStatus',
  ruleType: 'LoyaltyRuleType',
} as const;
