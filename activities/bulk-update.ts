import type { Transaction } from 'objection';
import type { ItemRequest } from '../db/operations/operation';
import { lockProgram, saveProgram } from '../db/programs/program-store';
import { nextAlarm } from '../domain/program/alarm';
import { editProgram } from '../domain/program/create';
import { presentProgram } from '../domain/program/view';
import { endInThePast, failed, type ItemContext, type ItemEffect, notFound } from './bulk-result';
import { lostReferences } from './bulk-references';

/**
 * One edit as part of an operation: the definition that was checked when the operation was accepted, for as long as
 * the program is at the version that it was checked against.
 */
export async function applyUpdate(
  trx: Transaction,
  { operation, programId, commandId, at }: ItemContext,
  { version, definition }: ItemRequest & { kind: 'update' },
): Promise<ItemEffect> {
  const unchanged = { revisions: [], wake: null };
  const tenant = { businessId: operation.businessId, actor: operation.actor };
  const program = await lockProgram(trx, tenant, programId);
  if (program === null || program.deletedAt !== null) return { result: notFound(programId), ...unchanged };
  if (program.version !== version) {
    const message = `The program is at version ${program.version} by now; the change was made for version ${version}.`;
    return { result: failed(programId, { code: 'stale_version', message }), ...unchanged };
  }
  const { endsAt } = definition;
  if (program.lifecycle !== 'DRAFT' && endsAt !== null && endsAt <= at) {
    return { result: failed(programId, endInThePast), ...unchanged };
  }
  const lost = await lostReferences(trx, tenant, definition, program);
  if (lost !== null) return { result: failed(programId, lost), ...unchanged };
  const change = editProgram(program, definition, { actor: tenant.actor, commandId, at });
  await saveProgram(trx, change);
  return {
    result: { programId, status: 'succeeded', program: presentProgram(change.program, at) },
    revisions: change.revisions,
    wake: nextAlarm(program) === nextAlarm(change.program) ? null : programId,
  };
}
