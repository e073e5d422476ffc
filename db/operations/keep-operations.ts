import type { Knex } from 'knex';
import { type BulkAction, operationsKeptForDays } from './operation';

/** What of an operation is needed to start its workflow. */
export interface StartedOperation {
  readonly id: string;
  readonly businessId: string;
  readonly action: BulkAction;
  readonly total: number;
}

/** Running operations that no worker has touched for so long: their workflow was never started, or is gone. */
export async function neglectedOperations(
  knex: Knex,
  untouchedForMs: number,
  limit: number,
): Promise<StartedOperation[]> {
  const rows: StartedOperation[] = await knex('operations')
    .where({ status: 'RUNNING' })
    .whereRaw("touched_at < now() - ? * interval '1 millisecond'", [untouchedForMs])
    .orderBy('touched_at')
    .limit(limit)
    .select('id', { businessId: 'business_id' }, 'action', 'total');
  return rows;
}

/** Records that an operation was seen to, so that it is left alone for a while. */
export async function touchOperation(knex: Knex, id: string): Promise<void> {
  await knex('operations')
    .where({ id })
    .update({ touched_at: knex.raw('clock_timestamp()') });
}

/** Forgets operations that finished longer ago than they are promised to be kept; returns how many. */
export async function forgetOldOperations(knex: Knex): Promise<number> {
  return knex('operations')
    .whereRaw("finished_at < now() - ? * interval '1 day'", [operationsKeptForDays])
    .delete();
}
