import type { Knex } from 'knex';
import type { Lot, Reward } from '../../domain/ledger/sheet';
import { runPrepared } from '../prepared';

/** What a customer holds, by program. */
export interface Holdings {
  readonly lots: ReadonlyMap<string, readonly Lot[]>;
  readonly rewards: ReadonlyMap<string, readonly Reward[]>;
}

/** Lots with something left in spending order, and rewards that are neither expired nor revoked, oldest first. */
export async function loadHoldings(
  knex: Knex,
  customerId: string,
  programId: string | undefined,
): Promise<Holdings> {
  const values = [customerId, programId ?? null];
  const [lots, rewards] = await Promise.all([
    runPrepared<Lot & { programId: string }>(knex, lotsSql, values),
    runPrepared<Reward>(knex, rewardsSql, values),
  ]);
  return { lots: byProgram(lots), rewards: byProgram(rewards) };
}

function byProgram<T extends { programId: string }>(rows: readonly T[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const row of rows) {
    const group = groups.get(row.programId);
    if (group === undefined) groups.set(row.programId, [row]);
    else group.push(row);
  }
  return groups;
}

const lotsSql = {
  name: 'customer_lots',
  text: `SELECT program_id AS "programId", entry, amount, remaining, transaction_id AS "transactionId",
      earned_at AS "earnedAt", expires_at AS "expiresAt"
    FROM point_lots
    WHERE customer_id = $1 AND ($2::uuid IS NULL OR program_id = $2) AND remaining > 0
    ORDER BY program_id, expires_at NULLS LAST, earned_at, entry`,
};

const rewardsSql = {
  name: 'customer_rewards',
  text: `SELECT id, program_id AS "programId", status, cost, reward, transaction_id AS "transactionId",
      program_version AS "programVersion", issued_at AS "issuedAt", expires_at AS "expiresAt",
      reserved_until AS "reservedUntil", redeemed_at AS "redeemedAt", redeemed_location_id AS "redeemedLocationId"
    FROM rewards
    WHERE customer_id = $1 AND ($2::uuid IS NULL OR program_id = $2) AND status NOT IN ('expired', 'revoked')
    ORDER BY program_id, issued_at, id`,
};
