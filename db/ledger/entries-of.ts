import type { Knex } from 'knex';
import type { Entry } from '../../domain/ledger/posting';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { entryColumns } from './entry-columns';

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
  text: `SELECT ${entryColumns}
    FROM ledger_entries WHERE business_id = $1 AND transaction_id = $2
    ORDER BY program_id, number`,
};

/** An entry as stored. */
export type StoredEntry = Entry & { readonly recordedAt: number };

/** The entries of one account numbered `first` to `last`, the latest first. */
export async function entriesOfAccount(
  knex: Knex,
  tenant: TenantContext,
  account: { customerId: string; programId: string },
  { first, last }: { first: number; last: number },
): Promise<StoredEntry[]> {
  const { customerId, programId } = account;
  return runPrepared<StoredEntry>(knex, ofAccountSql, [
    tenant.businessId,
    customerId,
    programId,
    first,
    last,
  ]);
}

/** Whether an account has an opening balance with this reference. */
export async function isReferenceKnown(
  knex: Knex,
  account: { customerId: string; programId: string },
  reference: string,
): Promise<boolean> {
  const { customerId, programId } = account;
  const rows = await runPrepared(knex, referenceSql, [customerId, programId, reference]);
  return rows.length > 0;
}

const ofAccountSql = {
  name: 'ledger_of_account',
  text: `SELECT ${entryColumns} FROM ledger_entries
    WHERE business_id = $1 AND customer_id = $2 AND program_id = $3 AND number BETWEEN $4 AND $5
    ORDER BY number DESC`,
};

const referenceSql = {
  name: 'ledger_reference',
  text: `SELECT FROM ledger_entries
    WHERE customer_id = $1 AND program_id = $2 AND kind = 'imported' AND details->>'reference' = $3 LIMIT 1`,
};
