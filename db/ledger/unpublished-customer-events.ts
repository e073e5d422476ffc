import type { Transaction } from 'objection';
import type { CustomerEventRow } from '../../domain/ledger/customer-event';

/*
 * As for programs (db/programs/unpublished-revisions.ts): the relay reads across businesses, a lock per customer keeps
 * the order, and it is taken in a statement of its own.
 */

/** Locks the customers that have waited longest, skipping those that somebody else is publishing; their ids. */
export async function lockLongestWaiting(trx: Transaction, rowsAtMost: number): Promise<string[]> {
  const { rows } = await trx.raw<{ rows: { customer_id: string }[] }>(lockLongestWaitingSql, [rowsAtMost]);
  return rows.map((row) => row.customer_id);
}

/** What waits to be published of the given customers, which the caller has locked, in order per customer. */
export async function unpublishedCustomerEvents(
  trx: Transaction,
  customerIds: readonly string[],
  limit: number,
): Promise<CustomerEventRow[]> {
  const { rows } = await trx.raw<{ rows: CustomerEventRow[] }>(unpublishedSql, [[...customerIds], limit]);
  return rows;
}

/** Marks events as published: only after the stream has acknowledged them. */
export async function markPublished(trx: Transaction, rows: readonly CustomerEventRow[]): Promise<void> {
  const customerIds = rows.map(({ customerId }) => customerId);
  const sequences = rows.map(({ firstSequence }) => firstSequence);
  await trx.raw(markPublishedSql, [customerIds, sequences]);
}

const lockLongestWaitingSql = `
  WITH waiting AS MATERIALIZED (
    SELECT customer_id FROM customer_events WHERE published_at IS NULL ORDER BY recorded_at LIMIT ?
  ), customers AS MATERIALIZED (SELECT DISTINCT customer_id FROM waiting)
  SELECT customer_id FROM customers
  WHERE pg_try_advisory_xact_lock(hashtextextended('publish:' || customer_id::text, 0))`;

const unpublishedSql = `
  SELECT customer_id AS "customerId", business_id AS "businessId", first_sequence AS "firstSequence", events,
    ARRAY(SELECT event_uuid(customer_id, first_sequence + n)
          FROM generate_series(0, jsonb_array_length(events) - 1) AS n ORDER BY n) AS "eventIds"
  FROM customer_events
  WHERE customer_id = ANY (?::uuid[]) AND published_at IS NULL
  ORDER BY customer_id, first_sequence LIMIT ?`;

const markPublishedSql = `
  UPDATE customer_events e SET published_at = clock_timestamp()
  FROM unnest(?::uuid[], ?::int[]) AS done (customer_id, first_sequence)
  WHERE e.customer_id = done.customer_id AND e.first_sequence = done.first_sequence`;
