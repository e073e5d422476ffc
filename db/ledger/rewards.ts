import type { Knex } from 'knex';
import type { Reward } from '../../domain/ledger/sheet';
import type { FreezeFacts } from '../../domain/program/freeze';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';

/** A reward, whose it is, and what its program remembers of freezes. */
export type OwnedReward = Reward & { readonly customerId: string; readonly program: FreezeFacts };

/** One reward of the tenant; null if there is none, or if its customer was erased. */
export async function findReward(
  knex: Knex,
  tenant: TenantContext,
  rewardId: string,
): Promise<OwnedReward | null> {
  const [row] = await runPrepared<Omit<OwnedReward, 'program'> & FreezeFacts>(knex, rewardSql, [
    tenant.businessId,
    rewardId,
  ]);
  if (row === undefined) return null;
  const { freezes, frozenSince, endsAt, ...reward } = row;
  return { ...reward, program: { freezes, frozenSince, endsAt } };
}

const rewardSql = {
  name: 'reward_by_id',
  text: `SELECT r.id, r.program_id AS "programId", r.customer_id AS "customerId", status, cost, reward,
      transaction_id AS "transactionId", program_version AS "programVersion", issued_at AS "issuedAt",
      expires_at AS "expiresAt", reserved_until AS "reservedUntil", reserved_by AS "reservedBy",
      redeemed_at AS "redeemedAt", redeemed_location_id AS "redeemedLocationId",
      p.freezes, p.frozen_since AS "frozenSince", p.ends_at AS "endsAt"
    FROM rewards r JOIN customers c ON c.id = r.customer_id JOIN loyalty_programs p ON p.id = r.program_id
    WHERE r.business_id = $1 AND r.id = $2 AND c.erased_at IS NULL`,
};
