import type { Knex } from 'knex';
import { verifyLedger } from '../../db/ledger/verify';
import type { World } from './world';

/** An event about a customer, as it was recorded. */
export interface Told {
  readonly customerId: string;
  readonly sequence: number;
  readonly type: string;
  readonly at: number;
  // Payloads differ from type to type.
  // oxlint-disable-next-line no-explicit-any
  readonly payload: any;
}

/** Every event of a type that the customers of a business were told, in order per customer. */
export async function told({ env, tenant }: World, type: string): Promise<Told[]> {
  const { rows } = await env.plane.knex.raw<{ rows: Told[] }>(toldSql, [tenant.businessId, type]);
  return rows;
}

/** Whom events are about, in their order. */
export function hearers(events: readonly Told[]): string[] {
  return events.map(({ customerId }) => customerId);
}

/** How many events of a type each customer was told; customers without any are missing. */
export async function timesTold(world: World, type: string): Promise<Map<string, number>> {
  const times = new Map<string, number>();
  for (const { customerId } of await told(world, type)) {
    times.set(customerId, (times.get(customerId) ?? 0) + 1);
  }
  return times;
}

/** Fails when an account is not what its ledger says. */
export async function expectLedgerInOrder(knex: Knex): Promise<void> {
  const { accounts, differences } = await verifyLedger(knex);
  expect(differences).toEqual([]);
  expect(accounts).toBeGreaterThan(0);
}

const toldSql = `
  SELECT customer_id AS "customerId", first_sequence + n::int - 1 AS sequence, event->>'type' AS type,
    (event->>'at')::bigint AS at, event->'payload' AS payload
  FROM customer_events, jsonb_array_elements(events) WITH ORDINALITY AS e (event, n)
  WHERE business_id = ? AND event->>'type' = ?
  ORDER BY customer_id, first_sequence, n`;
