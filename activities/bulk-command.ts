import type { Transaction } from 'objection';
import type { ItemResult } from '../db/operations/operation';
import { lockProgram, saveProgram } from '../db/programs/program-store';
import { nextAlarm } from '../domain/program/alarm';
import { type CommandName, decide } from '../domain/program/commands';
import type { CommandResult } from '../workflows/program.messages';
import { resultOf } from './apply-command';
import { endInThePast, failed, type ItemContext, type ItemEffect, notFound } from './bulk-result';

/**
 * One lifecycle command as part of an operation, decided by the same table under the same lock as one that the
 * program's workflow runs. The alarm is not acknowledged: the workflow does not know of it yet.
 */
export async function applyCommandTo(trx: Transaction, context: ItemContext): Promise<ItemEffect> {
  const { operation, programId, commandId, at } = context;
  const name = operation.action as CommandName;
  const tenant = { businessId: operation.businessId, actor: operation.actor };
  const program = await lockProgram(trx, tenant, programId);
  if (program === null) return { result: notFound(programId), revisions: [], wake: null };
  const decision = decide(program, { name, actor: tenant.actor, commandId, at });
  const { change } = decision;
  if (change.revisions.length > 0) await saveProgram(trx, change);
  const moved = decision.outcome === 'applied' || nextAlarm(program) !== nextAlarm(change.program);
  return {
    result: itemResult(name, programId, resultOf(decision, at)),
    revisions: change.revisions,
    wake: moved ? programId : null,
  };
}

function itemResult(name: CommandName, programId: string, result: CommandResult): ItemResult {
  switch (result.outcome) {
    case 'applied':
    case 'noop':
      return { programId, status: 'succeeded', program: result.program };
    case 'not_found':
      return notFound(programId);
    case 'ends_in_the_past':
      return failed(programId, endInThePast);
    case 'invalid_transition': {
      const message = `A program that is ${result.status} cannot ${name}.`;
      return failed(programId, { code: 'invalid_transition', message, allowed: result.allowed });
    }
  }
}
