import type { Knex } from 'knex';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';

/** A transaction as stored. Money in minor units, instants in epoch milliseconds. */
export interface StoredTransaction {
  readonly id: string;
  readonly externalId: string;
  readonly customerId: string;
  readonly locationId: string | null;
  readonly occurredAt: number;
  readonly currency: string;
  readonly total: number;
  readonly discount: number;
  readonly lines: unknown;
  readonly contentSha256: Buffer;
  readonly answer: unknown;
}

/** The tenant's transaction with this external id, which is unique for ever; null if there is none. */
export async function findTransactionByExternalId(
  knex: Knex,
  tenant: TenantContext,
  externalId: string,
): Promise<StoredTransaction | null> {
  const rows = await runPrepared<StoredTransaction>(knex, byExternalIdSql, [tenant.businessId, externalId]);
  return rows[0] ?? null;
}

/** One transaction of the tenant; null if there is none. */
export async function findTransaction(
  knex: Knex,
  tenant: TenantContext,
  transactionId: string,
): Promise<StoredTransaction | null> {
  const rows = await runPrepared<StoredTransaction>(knex, byIdSql, [tenant.businessId, transactionId]);
  return rows[0] ?? null;
}

/** A refund as stored. */
export interface StoredRefund {
  readonly id: string;
  readonly externalId: string;
  readonly transactionId: string;
  /** What it took back, line by line. */
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
  readonly contentSha256: Buffer;
  readonly answer: unknown;
}

/** Every refund of a transaction so far, in no order. */
export async function refundsOf(
  knex: Knex,
  tenant: TenantContext,
  transactionId: string,
): Promise<StoredRefund[]> {
  return knex('refunds')
    .where({ business_id: tenant.businessId, transaction_id: transactionId })
    .select(refundColumns);
}

/** The tenant's refund with this external id; null if there is none. */
export async function findRefundByExternalId(
  knex: Knex,
  tenant: TenantContext,
  externalId: string,
): Promise<StoredRefund | null> {
  const refund = await knex('refunds')
    .where({ business_id: tenant.businessId, external_id: externalId })
    .first(refundColumns);
  return refund ?? null;
}

const refundColumns = {
  id: 'id',
  externalId: 'external_id',
  transactionId: 'transaction_id',
  lines: 'lines',
  contentSha256: 'content_sha256',
  answer: 'answer',
};

const transactionColumns = `id, external_id AS "externalId", customer_id AS "customerId", location_id AS "locationId",
  occurred_at AS "occurredAt", currency, total, discount, lines, content_sha256 AS "contentSha256", answer`;

const byExternalIdSql = {
  name: 'transaction_by_external_id',
  text: `SELECT ${transactionColumns} FROM transactions WHERE business_id = $1 AND external_id = $2`,
};

const byIdSql = {
  name: 'transaction_by_id',
  text: `SELECT ${transactionColumns} FROM transactions WHERE business_id = $1 AND id = $2`,
};
