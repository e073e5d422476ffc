import { spendingOrder } from './lots';
import type { Posting } from './posting';
import type { Account, CustomerSheet, Lot, Reward, SheetLine } from './sheet';

/** The sheet as it would be read once a posting is written: what the database does, in memory, for simulations. */
export function afterPosting(sheet: CustomerSheet, posting: Posting): CustomerSheet {
  return {
    ...sheet,
    sequence: sheet.sequence + posting.events.length,
    lines: sheet.lines.map((line) => lineAfter(line, posting)),
  };
}

function lineAfter(line: SheetLine, posting: Posting): SheetLine {
  const { id } = line.program;
  const enrolled = posting.enrolments?.find(({ programId }) => programId === id);
  const update = posting.accounts?.find(({ programId }) => programId === id);
  const opened = enrolled === undefined ? line.account : openedAccount(enrolled);
  const account = opened === null || update === undefined ? opened : { ...opened, ...update };
  return { ...line, account, lots: lotsAfter(line, posting), rewards: rewardsAfter(line, posting) };
}

function openedAccount({ enrolledAt, state }: { enrolledAt: number; state: unknown }): Account {
  return { enrolledAt, balance: 0, state, tier: null, entries: 0, nextExpiryAt: null, lastActivityAt: null };
}

function lotsAfter({ program, lots }: SheetLine, posting: Posting): readonly Lot[] {
  if ((posting.lots ?? []).length === 0) return lots;
  const byEntry = new Map(lots.map((lot) => [lot.entry, lot]));
  for (const lot of posting.lots ?? []) if (lot.programId === program.id) byEntry.set(lot.entry, lot);
  return [...byEntry.values()].filter(({ remaining }) => remaining > 0).toSorted(spendingOrder);
}

function rewardsAfter({ program, rewards }: SheetLine, posting: Posting): readonly Reward[] {
  if ((posting.rewards ?? []).length === 0) return rewards;
  const byId = new Map(rewards.map((reward) => [reward.id, reward]));
  for (const reward of posting.rewards ?? []) {
    if (reward.programId === program.id) byId.set(reward.id, reward);
  }
  return [...byId.values()].filter(({ status }) => status !== 'expired' && status !== 'revoked');
}
