import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';

/** What to put in, and for whom. */
export interface Filling {
  readonly businessId: string;
  /** A program of points at its second version: created and activated. */
  readonly programId: string;
  readonly customers: number;
}

/** Ledger entries of each customer. */
export const entriesEach = 10;
const customersPerStatement = 5_000;
const locations = 5;

/**
 * Puts in customers who bought ten times within a year at five locations, straight in SQL, and of whom every tenth spent points
 * with the last entry. Lots and balances are what the ledger explains. There are no transactions and no events.
 */
export async function fillLedger(
  database: Knex,
  { businessId, programId, customers }: Filling,
  progress: (text: string) => void,
): Promise<void> {
  const places = Array.from({ length: locations }, () => uuid());
  await database('locations').insert(
    places.map((id, n) => ({ id, business_id: businessId, name: `Shop ${n}`, timezone: 'UTC' })),
  );
  for (let first = 0; first < customers; first += customersPerStatement) {
    progress(`  ${first * entriesEach} of ${customers * entriesEach} entries`);
    const count = Math.min(customersPerStatement, customers - first);
    const values = { business: businessId, program: programId, places, first, count };
    await database.raw(fillSql, values);
  }
  for (const table of ['customers', 'accounts', 'ledger_entries', 'point_lots']) {
    await database.raw('VACUUM (ANALYZE) ??', [table]);
  }
}

const isRedeemed = `number = ${entriesEach} AND n % 10 = 0`;

const fillSql = `
  WITH person AS MATERIALIZED (
    SELECT gen_random_uuid() AS id, n FROM generate_series(:first::int, :first::int + :count::int - 1) AS n
  ), entry AS MATERIALIZED (
    SELECT id AS customer, n, number, ${isRedeemed} AS redeemed,
      date_trunc('milliseconds', now()) - (mod(n * 37 + number * 36, 365) || ' days')::interval AS at,
      (:places::uuid[])[1 + mod(n + number, ${locations})] AS place
    FROM person, generate_series(1, ${entriesEach}) AS number
  ), customer AS (
    INSERT INTO customers (id, business_id, external_id, created_at)
    SELECT id, :business, 'chain-' || n, now() FROM person
  ), account AS (
    INSERT INTO accounts (program_id, customer_id, business_id, enrolled_at, balance, state, entries, created_at)
    SELECT :program, id, :business, now() - interval '365 days',
      CASE WHEN n % 10 = 0 THEN ${(entriesEach - 1) * 10 - 5} ELSE ${entriesEach * 10} END,
      '{"rule": {}}', ${entriesEach}, now()
    FROM person
  ), lot AS (
    INSERT INTO point_lots (customer_id, program_id, entry, business_id, amount, remaining, earned_at)
    SELECT customer, :program, number, :business, 10,
      CASE WHEN number = 1 AND n % 10 = 0 THEN 5 ELSE 10 END, at
    FROM entry WHERE NOT redeemed
  )
  INSERT INTO ledger_entries (program_id, customer_id, number, business_id, kind, quantity, balance_after,
    location_id, program_version, logic_version, actor, details, occurred_at, recorded_at)
  SELECT :program, customer, number, :business,
    CASE WHEN redeemed THEN 'redeemed' ELSE 'earned' END,
    CASE WHEN redeemed THEN -5 ELSE 10 END,
    CASE WHEN redeemed THEN ${(entriesEach - 1) * 10 - 5} ELSE 10 * number END,
    place, 2, 1, 'system',
    CASE WHEN redeemed THEN '{"taken": [{"entry": 1, "points": 5}]}'::jsonb ELSE '{"granted": {"quantity": 10}}' END,
    at, now()
  FROM entry`;
