import type { Knex } from 'knex';
import { type LedgerDifference, verifyBatch } from './verify-batch';
import { KnownVersions } from './verify-programs';
import { customersAfter } from './verify-rows';

export type { LedgerDifference } from './verify-batch';

/** How to verify. */
export interface VerifyOptions {
  /** Only this business; all of them when left out. */
  readonly businessId?: string;
  readonly customersPerBatch?: number;
  /** Hears of every difference, also of those beyond the ones that are kept. */
  readonly onDifference?: (difference: LedgerDifference) => void;
  /** Hears after every batch what was looked at so far. */
  readonly onProgress?: (so: Pick<LedgerVerification, 'customers' | 'accounts' | 'entries'>) => void;
}

/** What a verification found. */
export interface LedgerVerification {
  readonly customers: number;
  readonly accounts: number;
  readonly entries: number;
  /** How many differences there are in all. */
  readonly differing: number;
  /** The first of them. */
  readonly differences: readonly LedgerDifference[];
}

const kept = 100;
const firstId = '00000000-0000-0000-0000-000000000000';

/**
 * Recomputes every account from its ledger entries and compares it with what is stored. Goes through the customers in
 * batches, each in a snapshot of its own, so it can run beside the running product and needs little memory.
 */
export async function verifyLedger(knex: Knex, options: VerifyOptions = {}): Promise<LedgerVerification> {
  const { businessId = null, customersPerBatch: limit = 300, onDifference, onProgress } = options;
  const versions = new KnownVersions();
  const sum = { customers: 0, accounts: 0, entries: 0, differing: 0 };
  const differences: LedgerDifference[] = [];
  const report = (difference: LedgerDifference): void => {
    sum.differing += 1;
    if (differences.length < kept) differences.push(difference);
    onDifference?.(difference);
  };
  for (let after: string | undefined = firstId; after !== undefined; ) {
    const from: string = after;
    const customers = await inSnapshot(knex, async (trx) => {
      const batch = await customersAfter(trx, { businessId, after: from, limit });
      const counts = await verifyBatch(trx, versions, batch, report);
      sum.customers += batch.length;
      sum.accounts += counts.accounts;
      sum.entries += counts.entries;
      return batch;
    });
    onProgress?.({ ...sum });
    after = customers.length < limit ? undefined : customers.at(-1)?.id;
  }
  return { ...sum, differences };
}

function inSnapshot<T>(knex: Knex, work: (trx: Knex) => Promise<T>): Promise<T> {
  return knex.transaction(work, { isolationLevel: 'repeatable read', readOnly: true });
}
