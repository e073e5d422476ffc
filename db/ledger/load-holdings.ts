import type { Knex } from 'knex';
import type { Lot, Reward } from '../../domain/ledger/sheet';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';

/** How long redeemed rewards are shown, and can be cancelled at most. */
export const redeemedShownForMs = 90 * 24 * 60 * 60 * 1000;

/** What a customer holds, by program. */
export interface Holdings {
  readonly lots: ReadonlyMap<string, readonly Lot[]>;
  readonly rewards: ReadonlyMap<string, readonly Reward[]>;
}

/**
 * Lots with something left in spending order, and rewards that are neither expired nor revoked, oldest first; redeemed
 * ones only as long as they are shown.
 */
export async function loadHoldings(
  knex: Knex,
  customerId: string,
  programId: string | undefined,
  now: number,
): Promise<Holdings> {
  const values = [customerId, programId ?? null];
  const [lots, rewards] = await Promise.all([
    runPrepared<Lot & { programId: string }>(knex, lotsSql, values),
    runPrepared<Reward>(knex, rewardsSql, [...values, toTimestamp(now - redeemedShownForMs)]),
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
      reserved_until AS "reservedUntil", reserved_by AS "reservedBy", redeemed_at AS "redeemedAt",
      redeemed_location_id AS "redeemedLocationId"
    FROM rewards
    WHERE customer_id = $1 AND ($2::uuid IS NULL OR program_id = $2) 
      AND (status IN ('available', 'reserved') OR (status = 'redeemed' AND redeemed_at > $3))
    ORDER BY program_id, issued_at, id`,
};
