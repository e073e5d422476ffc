import type { Knex } from 'knex';
import { AccountReplay } from '../../domain/ledger/replay';
import type { LedgerFact, Note } from '../../domain/ledger/replay-note';
import type { Program } from '../../domain/program/program';
import { compareAccount, compareEvents, type StoredAccount } from './verify-account';
import type { KnownVersions } from './verify-programs';
import { type CustomerRow, entriesOf, type StoredFacts, storedFacts } from './verify-rows';

/** What differs between the ledger and what is stored about an account, or about a customer's events. */
export interface LedgerDifference {
  readonly businessId: string;
  readonly customerId: string;
  /** Null where it concerns the customer in all programs. */
  readonly programId: string | null;
  readonly fact: LedgerFact;
  /** The entry concerned, if one is. */
  readonly entry: number | null;
  /** What the ledger says. */
  readonly ledger: unknown;
  readonly found: unknown;
}

/** What was looked at. */
export interface BatchCounts {
  readonly accounts: number;
  readonly entries: number;
}

interface Account {
  readonly stored: StoredAccount;
  readonly replay: AccountReplay;
  readonly note: Note;
}

/** Verifies every account of some customers, within one snapshot of the database. */
export async function verifyBatch(
  trx: Knex,
  versions: KnownVersions,
  customers: readonly CustomerRow[],
  report: (difference: LedgerDifference) => void,
): Promise<BatchCounts> {
  const ids = customers.map(({ id }) => id);
  const businesses = new Map(customers.map(({ id, businessId }) => [id, businessId]));
  const noteFor = (customerId: string, programId: string | null): Note => {
    return (fact, entry, ledger, found) => {
      const businessId = businesses.get(customerId) ?? '';
      report({ businessId, customerId, programId, fact, entry, ledger, found });
    };
  };
  for (const customer of customers) compareEvents(customer, noteFor(customer.id, null));
  const facts = await storedFacts(trx, ids);
  await versions.load(trx, facts.accounts);
  const accounts = openAccounts(facts, versions, noteFor);
  const orphans = orphansOf(facts, accounts);
  let entries = 0;
  for await (const rows of entriesOf(trx, ids)) {
    entries += rows.length;
    await versions.load(
      trx,
      rows.map(({ programId, programVersion: version }) => ({ programId, version })),
    );
    for (const row of rows) {
      const account = accounts.get(keyOf(row));
      if (account !== undefined) account.replay.take(row);
      else orphans.set(keyOf(row), row);
    }
  }
  await reportOrphans(trx, [...orphans.values()], noteFor);
  for (const { stored, replay, note } of accounts.values()) compareAccount(stored, replay, note);
  return { accounts: accounts.size, entries };
}

function openAccounts(
  { accounts, lots, rewards }: StoredFacts,
  versions: KnownVersions,
  noteFor: (customerId: string, programId: string) => Note,
): Map<string, Account> {
  const opened = new Map<string, Account>();
  for (const row of accounts) {
    const note = noteFor(row.customerId, row.programId);
    const program = versions.at(row.programId, row.version);
    if (program === undefined) note('version', null, null, row.version);
    else opened.set(keyOf(row), { stored: { row, lots: [], rewards: [] }, replay: replayOf(program), note });

    function replayOf(now: Program): AccountReplay {
      return new AccountReplay(now, (version) => versions.at(row.programId, version), note);
    }
  }
  for (const lot of lots) opened.get(keyOf(lot))?.stored.lots.push(lot);
  for (const reward of rewards) opened.get(keyOf(reward))?.stored.rewards.push(reward);
  return opened;
}

/** Lots and rewards without an account, one for each account that is missing. */
function orphansOf(
  { lots, rewards }: StoredFacts,
  accounts: ReadonlyMap<string, Account>,
): Map<string, Owner> {
  const orphans = [...lots, ...rewards].filter((held) => !accounts.has(keyOf(held)));
  return new Map(orphans.map((held) => [keyOf(held), held]));
}

/** Only the clean-up after a program's deletion may remove accounts; it leaves the ledger. */
async function reportOrphans(
  trx: Knex,
  orphans: readonly Owner[],
  noteFor: (customerId: string, programId: string) => Note,
): Promise<void> {
  if (orphans.length === 0) return;
  const programs = await trx('loyalty_programs')
    .whereNotNull('purged_at')
    .whereIn('id', programsOf(orphans))
    .select('id');
  const purged = new Set(programs.map(({ id }: { id: string }) => id));
  for (const { customerId, programId } of orphans) {
    if (!purged.has(programId)) noteFor(customerId, programId)('account', null, 'an account', null);
  }
}

function programsOf(owners: readonly Owner[]): string[] {
  return [...new Set(owners.map(({ programId }) => programId))];
}

interface Owner {
  readonly customerId: string;
  readonly programId: string;
}

function keyOf({ customerId, programId }: Owner): string {
  return `${customerId}/${programId}`;
}
