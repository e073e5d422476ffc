import type { Knex } from 'knex';
import type { Entry } from '../../domain/ledger/posting';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';

/** Every ledger entry that a transaction caused, refunds of it included, by account and number. */
export async function entriesOfTransaction(
  knex: Knex,
  tenant: TenantContext,
  transactionId: string,
): Promise<Entry[]> {
  return runPrepared<Entry>(knex, ofTransactionSql, [tenant.businessId, transactionId]);
}

const ofTransactionSql = {
  name: 'ledger_of_transaction',
  text: `SELECT program_id AS "programId", number, kind, quantity, balance_after AS "balanceAfter",
      transaction_id AS "transactionId", refund_id AS "refundId", reward_id AS "rewardId", location_id AS "locationId",
      program_version AS "programVersion", logic_version AS "logicVersion", actor, details, occurred_at AS "occurredAt"
    FROM ledger_entries WHERE business_id = $1 AND transaction_id = $2
    ORDER BY program_id, number`,
};
