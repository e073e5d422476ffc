import type { Knex } from 'knex';
import type { RecordedPurchase } from '../../domain/ledger/record-refund';
import type { PurchaseLine } from '../../domain/rules/purchase';
import type { ProgramSnapshots } from '../programs/snapshots';
import type { TenantContext } from '../tenant';
import { entriesOfTransaction } from './entries-of';
import { refundsOf, type StoredRefund, type StoredTransaction } from './transactions';

/** A purchase with everything it caused, and its refunds so far. */
export interface PurchaseHistory extends RecordedPurchase {
  readonly refunds: readonly StoredRefund[];
  /** How many items of each line were given back so far. */
  readonly returned: readonly number[];
}

/**
 * What a stored transaction caused until now. Refunds of one transaction exclude one another only if this is read
 * after the customer's sheet on which they are decided.
 */
export async function purchaseHistory(
  knex: Knex,
  snapshots: ProgramSnapshots,
  tenant: TenantContext,
  transaction: StoredTransaction,
): Promise<PurchaseHistory> {
  const [entries, refunds] = await Promise.all([
    entriesOfTransaction(knex, tenant, transaction.id),
    refundsOf(knex, tenant, transaction.id),
  ]);
  const earned = entries.filter(({ kind }) => kind === 'earned');
  const programs = await snapshots.get(
    earned.map(({ programId, programVersion }) => ({ id: programId, version: programVersion })),
  );
  const lines = transaction.lines as readonly PurchaseLine[];
  return {
    purchase: {
      transactionId: transaction.id,
      occurredAt: transaction.occurredAt,
      lines,
      discount: transaction.discount,
    },
    entries,
    programs: new Map(programs.map((program) => [program.id, program])),
    refunds,
    returned: returnedItems(lines, refunds),
  };
}

/** How many items of each line refunds gave back in all. */
export function returnedItems(
  lines: readonly PurchaseLine[],
  refunds: readonly Pick<StoredRefund, 'lines'>[],
): number[] {
  const returned = lines.map(() => 0);
  for (const { line, quantity } of refunds.flatMap((refund) => refund.lines)) {
    returned[line] = (returned[line] ?? 0) + quantity;
  }
  return returned;
}
