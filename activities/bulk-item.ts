import type { Knex } from 'knex';
import { v5 as idOfNames } from 'uuid';
import type { Operation } from '../db/operations/operation';
import { lockItem, storeResult } from '../db/operations/run-operation';
import type { Instant } from '../domain/program/program';
import type { Revision } from '../domain/program/revision';
import { applyCommandTo } from './bulk-command';
import { applyDuplicate } from './bulk-duplicate';
import { failed } from './bulk-result';
import { applyUpdate } from './bulk-update';
import type { ActivityDependencies } from './dependencies';

/**
 * Changes one program and stores its result, in one transaction; nothing if it has a result already, or the operation
 * is to stop. Returns what it recorded.
 */
export async function applyItem(
  { knex, now }: ActivityDependencies,
  operation: Operation,
  position: number,
): Promise<{ revision: Revision; at: Instant }[]> {
  return knex.transaction(async (trx) => {
    const item = await lockItem(trx, operation.id, position);
    if (item === null) return [];
    const { programId, request } = item;
    const at = now();
    const context = { operation, programId, commandId: idOfNames(programId, operation.id), at };
    const effect = await (request === null
      ? applyCommandTo(trx, context)
      : request.kind === 'update'
        ? applyUpdate(trx, context, request)
        : applyDuplicate(trx, context, request));
    await storeResult(trx, operation.id, position, effect);
    return effect.revisions.map((revision) => ({ revision, at }));
  });
}

/** Stores that a program could not be changed for a reason that is ours. */
export async function giveUpItem(knex: Knex, operation: Operation, position: number): Promise<void> {
  await knex.transaction(async (trx) => {
    const item = await lockItem(trx, operation.id, position);
    if (item === null) return;
    const message = 'Something went wrong on our side; nothing was changed.';
    const result = failed(item.programId, { code: 'internal_error', message });
    await storeResult(trx, operation.id, position, { result, wake: null });
  });
}
