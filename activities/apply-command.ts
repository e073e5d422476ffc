import type { Transaction } from 'objection';
import { keepAnswer as keepKeyedAnswer } from '../db/idempotency';
import { lockProgram } from '../db/programs/program-store';
import type { Alarms } from '../db/programs/acknowledge-alarm';
import { revisionOfCommand } from '../db/programs/revision-of-command';
import type { TenantContext } from '../db/tenant';
import { type CommandName, decide, type Decision } from '../domain/program/commands';
import { settle } from '../domain/program/due';
import type { Instant, Program } from '../domain/program/program';
import type { Change, Revision } from '../domain/program/revision';
import { statusAt } from '../domain/program/status';
import { iso, presentProgram } from '../domain/program/view';
import type { CommandInput, CommandResult } from '../workflows/program.messages';
import { type ActivityDependencies, instantOf, type ProgramRequest } from './dependencies';
import { planOf, planOfMissing, type ProgramPlan } from './program-plan';
import { saveFromWorkflow } from './save-from-workflow';

/** A lifecycle command on its way from the workflow to the row. */
export interface CommandRequest extends ProgramRequest {
  readonly name: CommandName;
  readonly command: CommandInput;
}

/** What became of a command, for its sender, and what it means for the workflow. */
export interface CommandReport {
  readonly result: CommandResult;
  readonly plan: ProgramPlan;
}

/**
 * Makes `applyCommand`: in one transaction settles what is due, asks the transition table, stores the outcome, and
 * the answer for the request's `Idempotency-Key`. A command that was applied before answers as it did then.
 */
export function createApplyCommand(dependencies: ActivityDependencies) {
  return async function applyCommand(request: CommandRequest): Promise<CommandReport> {
    const at = instantOf(dependencies, request);
    const { result, stored } = await dependencies.knex.transaction((trx) => apply(trx, request, at));
    if (stored === null) return { result, plan: planOfMissing };
    for (const revision of stored.change.revisions) dependencies.recorded?.(revision, at);
    return { result, plan: planOf(stored.change, stored.alarms, at) };
  };
}

/** A result with what was stored; null if there is no such program. */
interface Applied {
  readonly result: CommandResult;
  readonly stored: { readonly change: Change; readonly alarms: Alarms } | null;
}

async function apply(trx: Transaction, request: CommandRequest, at: Instant): Promise<Applied> {
  const tenant = { businessId: request.businessId, actor: request.command.actor };
  const program = await lockProgram(trx, tenant, request.programId);
  if (program === null) return { result: { outcome: 'not_found' }, stored: null };
  const earlier = await revisionOfCommand(trx, tenant, request.command.commandId);
  const { result, change } = earlier === null ? decideOn(program, request, at) : repeat(program, earlier, at);
  const alarms = await saveFromWorkflow(trx, change, at);
  await keepAnswer(trx, tenant, request.command, result);
  return { result, stored: { change, alarms } };
}

function decideOn(program: Program, { name, command }: CommandRequest, at: Instant) {
  const decision = decide(program, { name, at, actor: command.actor, commandId: command.commandId });
  return { result: resultOf(decision, at), change: decision.change };
}

function repeat(program: Program, earlier: Revision, at: Instant) {
  const result: CommandResult = {
    outcome: 'applied',
    program: presentProgram(earlier.program, earlier.occurredAt),
  };
  return { result, change: settle(program, at) };
}

/** What a decision means for whoever sent the command. */
export function resultOf(decision: Decision, at: Instant): CommandResult {
  const { program } = decision.change;
  switch (decision.outcome) {
    case 'applied':
    case 'noop':
      return { outcome: decision.outcome, program: presentProgram(program, at) };
    case 'not_found':
      return { outcome: 'not_found' };
    case 'ends_in_the_past':
      return { outcome: 'ends_in_the_past', endsAt: iso(program.endsAt ?? at) };
    case 'invalid_transition':
      return { outcome: 'invalid_transition', status: statusAt(program, at), allowed: decision.allowed };
  }
}

/** Only what had an effect is kept: whoever was refused may send the same key again when things have changed. */
async function keepAnswer(
  trx: Transaction,
  tenant: TenantContext,
  { idempotencyKey }: CommandInput,
  result: CommandResult,
): Promise<void> {
  if (idempotencyKey === undefined) return;
  if (result.outcome !== 'applied' && result.outcome !== 'noop') return;
  await keepKeyedAnswer(trx, tenant, idempotencyKey, { status: 200, response: result.program });
}
