import type { Transaction } from 'objection';
import type { ItemRequest } from '../db/operations/operation';
import { insertProgram } from '../db/programs/program-store';
import { createProgram } from '../domain/program/create';
import { presentProgram } from '../domain/program/view';
import { endInThePast, failed, type ItemContext, type ItemEffect } from './bulk-result';
import { lostReferences } from './bulk-references';

/** One copy as part of an operation, of the definition that was checked when the operation was accepted. */
export async function applyDuplicate(
  trx: Transaction,
  { operation, programId, commandId, at }: ItemContext,
  { copyId, definition, isActive }: ItemRequest & { kind: 'duplicate' },
): Promise<ItemEffect> {
  const unchanged = { revisions: [], wake: null };
  const { businessId, actor } = operation;
  if (isActive && definition.endsAt !== null && definition.endsAt <= at) {
    return { result: failed(programId, endInThePast), ...unchanged };
  }
  const lost = await lostReferences(trx, { businessId, actor }, definition);
  if (lost !== null) return { result: failed(programId, lost), ...unchanged };
  const change = createProgram(definition, { id: copyId, businessId, actor, commandId, isActive, at });
  await insertProgram(trx, change);
  return {
    result: { programId, status: 'succeeded', program: presentProgram(change.program, at) },
    revisions: change.revisions,
    wake: copyId,
  };
}
