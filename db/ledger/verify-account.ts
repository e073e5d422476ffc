import { isDeepStrictEqual } from 'node:util';
import { knownExpiryOf } from '../../domain/ledger/expiry';
import type { LedgerReward } from '../../domain/ledger/replay-rewards';
import type { AccountReplay } from '../../domain/ledger/replay';
import type { Note } from '../../domain/ledger/replay-note';
import type { Lot } from '../../domain/ledger/sheet';
import type { AccountRow, CustomerRow, LotRow, RewardRow } from './verify-rows';

/** Everything stored about one account beside its entries. */
export interface StoredAccount {
  readonly row: AccountRow;
  readonly lots: LotRow[];
  readonly rewards: RewardRow[];
}

/** Compares what is stored about an account with what its ledger says. */
export function compareAccount(
  { row, lots, rewards }: StoredAccount,
  ledger: AccountReplay,
  note: Note,
): void {
  ledger.close();
  if (row.entries !== ledger.entries) note('numbers', null, ledger.entries, row.entries);
  if (row.balance !== ledger.balance) note('balance', null, ledger.balance, row.balance);
  if (row.tier !== ledger.tier) note('tier', null, ledger.tier, row.tier);
  const state: unknown = JSON.parse(JSON.stringify(ledger.state));
  if (ledger.comparable && !isDeepStrictEqual(state, row.state)) note('state', null, state, row.state);
  compareLots(lots, ledger, note);
  compareRewards(rewards, ledger.rewards.all(), note);
  compareExpiry(row, soonest(lots, rewards, ledger.program), note);
}

/** Compares the ranges of a customer's events with the customer's sequence. */
export function compareEvents({ sequence, ranges }: CustomerRow, note: Note): void {
  let next = 1;
  for (const { first, count } of ranges) {
    if (first !== next) note('events', null, next, first);
    next = first + count;
  }
  if (next !== sequence + 1) note('events', null, sequence, next - 1);
}

function compareLots(rows: readonly LotRow[], ledger: AccountReplay, note: Note): void {
  const explained = ledger.lots.all();
  const stored = new Map(rows.map((row) => [row.entry, lotFacts(row)]));
  for (const entry of new Set([...explained.keys(), ...stored.keys()])) {
    const lot = explained.get(entry);
    const expected = lot === undefined ? undefined : lotFacts(lot);
    if (!isDeepStrictEqual(expected, stored.get(entry))) note('lots', entry, expected, stored.get(entry));
  }
  if (!ledger.isSpendable) return;
  const open = rows.reduce((sum, { remaining }) => sum + remaining, 0);
  if (open !== Math.max(0, ledger.balance)) note('lots', null, Math.max(0, ledger.balance), open);
}

function lotFacts({ amount, remaining, transactionId, earnedAt, expiresAt }: Lot) {
  return { amount, remaining, transactionId, earnedAt, expiresAt };
}

function compareRewards(
  rows: readonly RewardRow[],
  explained: ReadonlyMap<string, LedgerReward>,
  note: Note,
): void {
  const stored = new Map(rows.map((row) => [row.id, rewardFacts(row, statusOf(row))]));
  for (const id of new Set([...explained.keys(), ...stored.keys()])) {
    const reward = explained.get(id);
    const expected = reward === undefined ? undefined : rewardFacts(reward, reward.status);
    if (!isDeepStrictEqual(expected, stored.get(id))) {
      note('rewards', null, { id, ...expected }, { id, ...stored.get(id) });
    }
  }
}

function statusOf({ status }: RewardRow): LedgerReward['status'] {
  return status === 'available' || status === 'reserved' ? 'open' : status;
}

function rewardFacts(reward: RewardRow | LedgerReward, status: LedgerReward['status']) {
  const { cost, transactionId, programVersion, issuedAt, expiresAt, reward: promise } = reward;
  return { status, cost, transactionId, programVersion, issuedAt, expiresAt, reward: { ...promise } };
}

/** By the finished freezes: a running one only moves expiries on. */
function soonest(
  lots: readonly LotRow[],
  rewards: readonly RewardRow[],
  program: AccountReplay['program'],
): number | null {
  const open = [
    ...lots.filter(({ remaining }) => remaining > 0),
    ...rewards.filter((reward) => statusOf(reward) === 'open'),
  ];
  const instants = open.map((held) => knownExpiryOf(held, program)).filter((at) => at !== null);
  return instants.length === 0 ? null : Math.min(...instants);
}

/** The account may name an earlier instant than the soonest expiry, which costs a look; a later one would be missed. */
function compareExpiry({ nextExpiryAt }: AccountRow, expiry: number | null, note: Note): void {
  if (expiry === null || (nextExpiryAt !== null && nextExpiryAt <= expiry)) return;
  note('next_expiry', null, expiry, nextExpiryAt);
}
