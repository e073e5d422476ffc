import type { Knex } from 'knex';
import type { Transaction } from 'objection';
import { type PreparedStatement, runPrepared } from '../prepared';
import { operationColumns, progressColumn } from './find-operation';
import type { ItemRequest, ItemResult, Operation } from './operation';

/*
 * What a worker does to an operation. It comes with the id that the API gave to its workflow, so it needs no tenant.
 */

/** An item that waits. */
export interface WaitingItem {
  readonly position: number;
  readonly programId: string;
  readonly request: ItemRequest | null;
}

/** Takes an operation up, or goes on with it; null if it was withdrawn. From now on it cannot be withdrawn. */
export async function takeUpOperation(knex: Knex, id: string): Promise<Operation | null> {
  const [row] = await runPrepared<Operation>(knex, takeUp, [id]);
  return row ?? null;
}

/** The positions of some items that wait, in their order. */
export async function waitingPositions(knex: Knex, id: string, limit: number): Promise<number[]> {
  const rows = await runPrepared<{ position: number }>(knex, waiting, [id, limit]);
  return rows.map(({ position }) => position);
}

/**
 * Locks an item until the transaction ends; null if it has an outcome, or if the operation is to stop. Whoever else
 * has it locked, such as a worker that was taken for dead, is waited for.
 */
export async function lockItem(trx: Transaction, id: string, position: number): Promise<WaitingItem | null> {
  const [row] = await runPrepared<WaitingItem>(trx, lock, [id, position]);
  return row ?? null;
}

/** Stores what became of a locked item. @param wake the program whose workflow is to be told, if any */
export async function storeResult(
  trx: Transaction,
  id: string,
  position: number,
  { result, wake }: { readonly result: ItemResult; readonly wake: string | null },
): Promise<void> {
  await runPrepared(trx, store, [id, position, result.status, JSON.stringify(result), wake]);
}

/**
 * Ends an operation if nothing of it waits, or if it is to stop: then what waits is marked as cancelled. Returns it
 * as it is now, or null if it was withdrawn.
 */
export async function finishOperation(knex: Knex, id: string): Promise<Operation | null> {
  return knex.transaction(async (trx) => {
    await runPrepared(trx, cancelWaiting, [id]);
    await runPrepared(trx, finish, [id]);
    const [row] = await runPrepared<Operation>(trx, find, [id]);
    return row ?? null;
  });
}

const takeUp: PreparedStatement = {
  name: 'take-up-operation',
  text: `UPDATE operations o SET started_at = coalesce(o.started_at, clock_timestamp()), touched_at = clock_timestamp()
    WHERE o.id = $1 RETURNING ${operationColumns}, ${progressColumn}`,
};

const waiting: PreparedStatement = {
  name: 'waiting-items',
  text: `SELECT i.position FROM operation_items i WHERE i.operation_id = $1 AND i.outcome IS NULL
    ORDER BY i.position LIMIT $2`,
};

const lock: PreparedStatement = {
  name: 'lock-item',
  text: `SELECT i.position, i.program_id AS "programId", i.request
    FROM operation_items i JOIN operations o ON o.id = i.operation_id
    WHERE i.operation_id = $1 AND i.position = $2 AND i.outcome IS NULL
      AND o.status = 'RUNNING' AND o.cancel_requested_at IS NULL
    FOR UPDATE OF i`,
};

const store: PreparedStatement = {
  name: 'store-item-result',
  text: `UPDATE operation_items SET outcome = $3, result = $4::json, wake_program_id = $5
    WHERE operation_id = $1 AND position = $2`,
};

const cancelWaiting: PreparedStatement = {
  name: 'cancel-waiting-items',
  text: `UPDATE operation_items i SET outcome = 'cancelled',
      result = json_build_object('programId', i.program_id, 'status', 'cancelled')
    FROM operations o
    WHERE o.id = $1 AND o.status = 'RUNNING' AND o.cancel_requested_at IS NOT NULL
      AND i.operation_id = o.id AND i.outcome IS NULL`,
};

const finish: PreparedStatement = {
  name: 'finish-operation',
  text: `UPDATE operations o SET finished_at = clock_timestamp(), touched_at = clock_timestamp(), status =
      CASE WHEN EXISTS (SELECT FROM operation_items i WHERE i.operation_id = o.id AND i.outcome = 'cancelled')
        THEN 'CANCELLED' ELSE 'COMPLETED' END
    WHERE o.id = $1 AND o.status = 'RUNNING'
      AND NOT EXISTS (SELECT FROM operation_items i WHERE i.operation_id = o.id AND i.outcome IS NULL)`,
};

const find: PreparedStatement = {
  name: 'operation-by-id',
  text: `SELECT ${operationColumns}, ${progressColumn} FROM operations o WHERE o.id = $1`,
};
