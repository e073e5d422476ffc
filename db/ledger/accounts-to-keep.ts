import type { Knex } from 'knex';
import type { AccountTask } from '../../domain/ledger/housekeeping';
import type { Instant } from '../../domain/program/program';
import { toTimestamp } from '../models/instants';
import type { TenantContext } from '../tenant';

/** Which accounts of a program a task is about, and from where to go on. */
export interface AccountBatch {
  readonly programId: string;
  readonly task: AccountTask;
  readonly at: Instant;
  /** The notice that the task gives; null for tasks that give none. */
  readonly notice: string | null;
  /** The last customer of the batch before; null to begin. */
  readonly after: string | null;
  readonly limit: number;
}

/** The next customers of a program for whom a task is to be done, in the order of their ids. */
export async function customersToKeep(
  knex: Knex,
  tenant: TenantContext,
  batch: AccountBatch,
): Promise<string[]> {
  const query = knex('accounts')
    .where({ program_id: batch.programId, business_id: tenant.businessId })
    .orderBy('customer_id')
    .limit(batch.limit);
  if (batch.after !== null) void query.where('customer_id', '>', batch.after);
  if (batch.task === 'expire') void query.where('next_expiry_at', '<=', toTimestamp(batch.at));
  if (batch.notice !== null) void query.whereRaw('last_notice IS DISTINCT FROM ?', [batch.notice]);
  return query.pluck('customer_id');
}

/**
 * Removes up to `limit` accounts of a purged program with their lots and rewards; the ledger stays, as the record of
 * what was. Returns how many accounts were removed.
 */
export async function removeAccounts(
  knex: Knex,
  tenant: TenantContext,
  programId: string,
  limit: number,
): Promise<number> {
  return knex.transaction(async (trx) => {
    const customers: string[] = await trx('accounts')
      .where({ program_id: programId, business_id: tenant.businessId })
      .limit(limit)
      .pluck('customer_id');
    for (const table of ['point_lots', 'rewards', 'accounts']) {
      await trx(table).where({ program_id: programId }).whereIn('customer_id', customers).delete();
    }
    return customers.length;
  });
}
