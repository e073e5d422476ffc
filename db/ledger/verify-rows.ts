import type { Knex } from 'knex';
import type { Entry } from '../../domain/ledger/posting';
import type { Lot, Reward } from '../../domain/ledger/sheet';
import { runPrepared } from '../prepared';

/** An account as stored, with the version that its program has now. */
export interface AccountRow {
  readonly customerId: string;
  readonly programId: string;
  readonly version: number;
  readonly balance: number;
  readonly state: unknown;
  readonly tier: string | null;
  readonly entries: number;
  readonly nextExpiryAt: number | null;
}

export type LotRow = Lot & { readonly customerId: string; readonly programId: string };
export type RewardRow = Reward & { readonly customerId: string };
export type EntryRow = Entry & { readonly customerId: string };

/** A customer, and the ranges of sequences that the stored events cover, in order. */
export interface CustomerRow {
  readonly id: string;
  readonly businessId: string;
  readonly sequence: number;
  readonly ranges: readonly { readonly first: number; readonly count: number }[];
}

/** Everything but the entries that is stored about some customers. */
export interface StoredFacts {
  readonly accounts: readonly AccountRow[];
  readonly lots: readonly LotRow[];
  readonly rewards: readonly RewardRow[];
}

/** The next customers after one, in the order of their ids. */
export function customersAfter(
  trx: Knex,
  { businessId, after, limit }: { businessId: string | null; after: string; limit: number },
): Promise<CustomerRow[]> {
  return runPrepared<CustomerRow>(trx, customersSql, [businessId, after, limit]);
}

/** What is stored about these customers. */
export async function storedFacts(trx: Knex, customerIds: readonly string[]): Promise<StoredFacts> {
  const accounts = await runPrepared<AccountRow>(trx, accountsSql, [customerIds]);
  const lots = await runPrepared<LotRow>(trx, lotsSql, [customerIds]);
  const rewards = await runPrepared<RewardRow>(trx, rewardsSql, [customerIds]);
  return { accounts, lots, rewards };
}

const rowsPerFetch = 5_000;

/** The ledger of these customers in the order of their accounts and numbers, some thousand entries at a time. */
export async function* entriesOf(trx: Knex, customerIds: readonly string[]): AsyncGenerator<EntryRow[]> {
  await trx.raw(`DECLARE entries NO SCROLL CURSOR FOR ${entriesSql}`, [customerIds as string[]]);
  for (;;) {
    const { rows } = await trx.raw<{ rows: EntryRow[] }>(`FETCH ${rowsPerFetch} FROM entries`);
    if (rows.length > 0) yield rows;
    if (rows.length < rowsPerFetch) break;
  }
  await trx.raw('CLOSE entries');
}

const customersSql = {
  name: 'verify_customers',
  text: `SELECT c.id, c.business_id AS "businessId", c.event_sequence AS sequence, e.ranges
    FROM (SELECT * FROM customers
      WHERE ($1::uuid IS NULL OR business_id = $1) AND id > $2 ORDER BY id LIMIT $3) c,
    LATERAL (SELECT coalesce(jsonb_agg(jsonb_build_object('first', first_sequence, 'count', jsonb_array_length(events))
      ORDER BY first_sequence), '[]') AS ranges FROM customer_events WHERE customer_id = c.id) e
    ORDER BY c.id`,
};

const accountsSql = {
  name: 'verify_accounts',
  text: `SELECT a.customer_id AS "customerId", a.program_id AS "programId", p.version, a.balance, a.state, a.tier, a.entries,
      a.next_expiry_at AS "nextExpiryAt"
    FROM accounts a JOIN loyalty_programs p ON p.id = a.program_id WHERE a.customer_id = ANY ($1::uuid[])`,
};

const lotsSql = {
  name: 'verify_lots',
  text: `SELECT customer_id AS "customerId", program_id AS "programId", entry, amount, remaining,
      transaction_id AS "transactionId", earned_at AS "earnedAt", expires_at AS "expiresAt"
    FROM point_lots WHERE customer_id = ANY ($1::uuid[])`,
};

const rewardsSql = {
  name: 'verify_rewards',
  text: `SELECT customer_id AS "customerId", program_id AS "programId", id, status, cost, reward,
      transaction_id AS "transactionId", program_version AS "programVersion", issued_at AS "issuedAt",
      expires_at AS "expiresAt", reserved_until AS "reservedUntil", redeemed_at AS "redeemedAt",
      redeemed_location_id AS "redeemedLocationId"
    FROM rewards WHERE customer_id = ANY ($1::uuid[])`,
};

const entriesSql = `SELECT customer_id AS "customerId", program_id AS "programId", number, kind, quantity,
    balance_after AS "balanceAfter", transaction_id AS "transactionId", reward_id AS "rewardId",
    program_version AS "programVersion", logic_version AS "logicVersion", details, occurred_at AS "occurredAt"
  FROM ledger_entries WHERE customer_id = ANY (?::uuid[]) ORDER BY customer_id, program_id, number`;
