import type { Knex } from 'knex';
import type { Reward } from '../../domain/ledger/sheet';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';

/** A reward and whose it is. */
export type OwnedReward = Reward & { readonly customerId: string };

/** One reward of the tenant; null if there is none, or if its customer was erased. */
export async function findReward(
  knex: Knex,
  tenant: TenantContext,
  rewardId: string,
): Promise<OwnedReward | null> {
  const [row] = await runPrepared<OwnedReward>(knex, rewardSql, [tenant.businessId, rewardId]);
  return row ?? null;
}

const rewardSql = {
  name: 'reward_by_id',
  text: `SELECT r.id, r.program_id AS "programId", r.customer_id AS "customerId", status, cost, reward,
      transaction_id AS "transactionId", program_version AS "programVersion", issued_at AS "issuedAt",
      expires_at AS "expiresAt", reserved_until AS "reservedUntil", reserved_by AS "reservedBy",
      redeemed_at AS "redeemedAt", redeemed_location_id AS "redeemedLocationId"
    FROM rewards r JOIN customers c ON c.id = r.customer_id
    WHERE r.business_id = $1 AND r.id = $2 AND c.erased_at IS NULL`,
};
