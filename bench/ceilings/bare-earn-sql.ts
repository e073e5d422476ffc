import type { Knex } from 'knex';

/** The four statements of a bare earn transaction, beside BEGIN: three of them and COMMIT. */

/** Whose account it is. */
export interface BareAccount {
  readonly businessId: string;
  readonly programId: string;
  readonly customerId: string;
}

/** What the update says that the inserts need. */
export interface Numbers {
  readonly balance: string;
  readonly entries: number;
}

/** One of the statements, with its values. */
export interface BareStatement {
  readonly name: string;
  readonly text: string;
  readonly values: readonly (string | number)[];
}

export function updateAccount({ customerId, programId }: BareAccount): BareStatement {
  return {
    name: 'bare-account',
    text: `UPDATE bench_accounts SET balance = balance + 110, entries = entries + 1, last_activity_at = now()
      WHERE customer_id = $1 AND program_id = $2 RETURNING balance, entries`,
    values: [customerId, programId],
  };
}

export function insertEntry(account: BareAccount, { entries, balance }: Numbers): BareStatement {
  return {
    name: 'bare-entry',
    text: `INSERT INTO bench_ledger_entries (program_id, customer_id, number, business_id, kind, quantity,
        balance_after, program_version, logic_version, actor, details, occurred_at, recorded_at)
      VALUES ($1, $2, $3, $4, 'earned', 110, $5, 1, 1, 'user:bench', '{}', now(), now())`,
    values: [account.programId, account.customerId, entries, account.businessId, balance],
  };
}

export function insertEvent(account: BareAccount, { entries, balance }: Numbers): BareStatement {
  const { programId, customerId, businessId } = account;
  const payload = { programId, customerId, earned: 110, balance: Number(balance) };
  const events = [{ type: 'loyalty.points.earned', at: Date.now(), payload }];
  return {
    name: 'bare-event',
    text: `INSERT INTO bench_customer_events (customer_id, first_sequence, business_id, events, recorded_at)
      VALUES ($1, $2, $3, $4, now())`,
    values: [customerId, entries + 1, businessId, JSON.stringify(events)],
  };
}

/** The statement as one text, as pgbench sends it unless it is told otherwise. */
export function asText({ text, values }: BareStatement): string {
  return text.replaceAll(/\$(\d)/g, (_, n: string) => {
    const value = values[Number(n) - 1];
    return typeof value === 'number' ? String(value) : `'${value}'`;
  });
}

/** Copies of the three tables, with their indexes, and the accounts of one business. */
export async function createEarnTables(database: Knex, businessId: string): Promise<void> {
  for (const table of ['accounts', 'ledger_entries', 'customer_events']) {
    await database.raw('DROP TABLE IF EXISTS ??', [`bench_${table}`]);
    await database.raw(`CREATE TABLE bench_${table} (LIKE ${table} INCLUDING ALL)`);
  }
  await database.raw('INSERT INTO bench_accounts SELECT * FROM accounts WHERE business_id = ?', [businessId]);
  await database.raw('VACUUM (ANALYZE) bench_accounts');
}
