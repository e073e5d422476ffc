import { unfrozenUntil } from '../program/freeze';
import type { Program } from '../program/program';
import type { Entry, Posting } from './posting';
import type { Account, CustomerSheet, Lot, Reward, SheetLine } from './sheet';

/** One account with its program, as a test keeps it. */
export interface Stored {
  program: Program;
  account: Account;
  readonly lots: Map<number, Lot>;
  readonly rewards: Map<string, Reward>;
  readonly entries: Entry[];
  /** What the program was before, from the first on. */
  readonly earlier: Program[];
}

/** Writes a posting into an account. */
export function take(stored: Stored, posting: Posting): void {
  const mine = ({ programId }: { programId: string }): boolean => programId === stored.program.id;
  const update = posting.accounts?.find(mine);
  if (update !== undefined) stored.account = { ...stored.account, ...update };
  for (const lot of posting.lots?.filter(mine) ?? []) stored.lots.set(lot.entry, lot);
  for (const reward of posting.rewards?.filter(mine) ?? []) stored.rewards.set(reward.id, reward);
  stored.entries.push(...(posting.entries?.filter(mine) ?? []));
}

/** The sheet of the one customer. */
export function sheetOf(lines: readonly SheetLine[], sequence: number): CustomerSheet {
  return { customerId: 'customer', businessId: 'business', sequence, erased: false, lines };
}

/** Oldest first. */
export function byIssue(a: Reward, b: Reward): number {
  return a.issuedAt - b.issuedAt || (a.id < b.id ? -1 : 1);
}

/** As it comes back from the database. */
export function plain<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T;
}

/** The programs that were something else at an instant than they are now. */
export function programsAt(all: readonly Stored[], at: number): Map<string, Program> {
  const changed = all.filter(({ program }) => program.updatedAt > at);
  return new Map(
    changed.map(({ program, earlier }) => {
      const then = earlier.findLast(({ updatedAt }) => updatedAt <= at) ?? earlier[0] ?? program;
      return [program.id, then];
    }),
  );
}

/** A sheet as purchases are decided on: without what is held, unless something of it may have expired or is capped. */
export function purchaseSheet(sheet: CustomerSheet, now: number): CustomerSheet {
  const needed = sheet.lines.some(({ program, account }) => {
    const next = account?.nextExpiryAt ?? Number.POSITIVE_INFINITY;
    return next <= unfrozenUntil(program, now) || program.ruleConfig.caps?.maximumBalance !== undefined;
  });
  if (needed) return sheet;
  return { ...sheet, lines: sheet.lines.map((line) => ({ ...line, lots: [], rewards: [] })) };
}
