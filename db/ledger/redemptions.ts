import type { Knex } from 'knex';
import type { RecordedRedemption } from '../../domain/ledger/cancel-redemption';
import { takenOf } from '../../domain/ledger/cancel-redemption';
import type { Entry } from '../../domain/ledger/posting';
import type { Lot } from '../../domain/ledger/sheet';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { entryColumns } from './entry-columns';

/** A redemption of points and whose it is. */
export type OwnedRedemption = RecordedRedemption & { readonly customerId: string };

/** Points that were spent, and what became of it since; null if the tenant has no such redemption. */
export async function findRedemption(
  knex: Knex,
  tenant: TenantContext,
  redemptionId: string,
): Promise<OwnedRedemption | null> {
  const rows = await runPrepared<Entry & { customerId: string }>(knex, entriesSql, [
    tenant.businessId,
    redemptionId,
  ]);
  const entry = rows.find(({ kind }) => kind === 'redeemed');
  if (entry === undefined) return null;
  const { customerId, programId } = entry;
  const numbers = takenOf(entry).map((taken) => taken.entry);
  const lots = await runPrepared<Lot>(knex, lotsSql, [customerId, programId, numbers]);
  const cancellation = rows.find(({ kind }) => kind === 'redemption_cancelled') ?? null;
  return { id: redemptionId, customerId, entry, cancellation, lots };
}

const entriesSql = {
  name: 'redemption_entries',
  text: `SELECT customer_id AS "customerId", ${entryColumns} FROM ledger_entries
    WHERE business_id = $1 AND details->>'redemptionId' = $2 ORDER BY number`,
};

const lotsSql = {
  name: 'lots_by_entry',
  text: `SELECT entry, amount, remaining, transaction_id AS "transactionId", earned_at AS "earnedAt",
      expires_at AS "expiresAt"
    FROM point_lots WHERE customer_id = $1 AND program_id = $2 AND entry = ANY ($3::int[])`,
};
