/** A ledger in memory for property tests: does with postings what the database does with them. */
import { programOf, type Wish } from '../../test/support/programs';
import { type CommandName, decide } from '../program/commands';
import type { Purchase, PurchaseLine } from '../rules/purchase';
import { enrol } from './enrol';
import { houseKeep } from './housekeeping';
import { isOpen } from './account-draft';
import { adjust } from './adjust';
import { expiryOf, hasExpired } from './expiry';
import { spendingOrder } from './lots';
import type { Decided } from './posting';
import { type OutcomeView, presentAccount } from './present';
import { recordPurchase } from './record-purchase';
import { recordRefund } from './record-refund';
import { redeemPoints } from './redeem-points';
import { redeemReward } from './redeem-reward';
import { AccountReplay } from './replay';
import { progressOf } from './rule-of';
import {
  byIssue,
  plain,
  programsAt,
  purchaseSheet,
  sheetOf,
  type Stored,
  take,
} from './memory-account.fixtures';
import type { Account, CustomerSheet, SheetLine } from './sheet';

/** What a test buys. */
export interface Basket {
  readonly id: string;
  readonly at: number;
  readonly lines: readonly PurchaseLine[];
  readonly discount: number;
  readonly shopZone?: string;
}

interface Bought {
  readonly basket: Basket;
  readonly returned: number[];
  readonly multiplier: number | undefined;
}

/** One customer, enrolled in some programs since the beginning. */
export class MemoryLedger {
  readonly stored: Stored[];
  readonly purchases = new Map<string, Bought>();
  private sequence = 0;
  private ids = 0;

  constructor(definitions: readonly Wish[], start: number) {
    this.stored = definitions.map((definition) => {
      const program = programOf({ startsAt: start, at: start, ...definition });
      const sheet = sheetOf([{ program, account: null, lots: [], rewards: [] }], 0);
      const { posting } = enrol(sheet, program.id, start, start);
      const state = posting?.enrolments?.[0]?.state;
      const account: Account = {
        enrolledAt: start,
        balance: 0,
        state,
        tier: null,
        entries: 0,
        nextExpiryAt: null,
        lastActivityAt: null,
      };
      return { program, account, lots: new Map(), rewards: new Map(), entries: [], earlier: [] };
    });
  }

  /** What the purchase did in each program, in the order of the definitions. */
  buy(basket: Basket, now: number): readonly OutcomeView[] {
    const facts = {
      id: basket.id,
      externalId: basket.id,
      locationId: null,
      locationTimezone: basket.shopZone ?? null,
      occurredAt: basket.at,
      currency: this.stored[0]?.program.currency ?? '',
      lines: basket.lines,
      discount: basket.discount,
      contentSha256: '',
    };
    const earlier = programsAt(this.stored, basket.at);
    const decided = recordPurchase(purchaseSheet(this.sheet(), now), facts, earlier, this.context(now));
    this.post(decided);
    const earned = this.stored
      .flatMap(({ entries }) => entries)
      .find((entry) => entry.transactionId === basket.id);
    const multiplier = earned?.details?.['pointsMultiplier'] as number | undefined;
    this.purchases.set(basket.id, { basket, returned: basket.lines.map(() => 0), multiplier });
    return decided.answer.outcomes;
  }

  /** Gives back some items of a line. */
  refund(id: string, line: number, quantity: number, now: number): void {
    const { basket, returned } = this.purchases.get(id) as Bought;
    returned[line] = (returned[line] ?? 0) + quantity;
    const purchase: Purchase = {
      transactionId: id,
      occurredAt: basket.at,
      lines: basket.lines,
      discount: basket.discount,
      ...(basket.shopZone === undefined ? {} : { locationTimezone: basket.shopZone }),
    };
    const facts = {
      id: this.nextId(),
      externalId: this.nextId(),
      transactionId: id,
      occurredAt: now,
      lines: [{ line, quantity }],
      returned,
      contentSha256: '',
    };
    const recorded = {
      purchase,
      entries: this.stored
        .flatMap(({ entries }) => entries)
        .filter(({ transactionId }) => transactionId === id),
      programs: new Map(this.stored.map(({ program }) => [program.id, program])),
    };
    this.post(recordRefund(this.sheet(), facts, recorded, this.context(now)));
  }

  spend(points: number, now: number): void {
    const [{ program }] = this.stored as [Stored];
    const wish = { id: this.nextId(), programId: program.id, points, locationId: null };
    this.post(redeemPoints(this.sheet(), wish, this.context(now)));
  }

  /** Gives points by hand, for so long. */
  give(quantity: number, lifeMs: number, now: number): void {
    const [{ program }] = this.stored as [Stored];
    const wish = { programId: program.id, quantity, reason: 'A test', expiresAt: now + lifeMs };
    this.post(adjust(this.sheet(), wish, this.context(now)));
  }

  /** Uses the oldest reward that can be used. */
  useReward(now: number): void {
    const [{ program, rewards }] = this.stored as [Stored];
    const usable = [...rewards.values()].filter(
      (one) => one.status === 'available' && !hasExpired(one, program, now),
    );
    const [oldest] = usable.toSorted(byIssue);
    if (oldest === undefined) return;
    const wish = { rewardId: oldest.id, locationId: null, holder: 'a test' };
    this.post(redeemReward(this.sheet(), wish, this.context(now)));
  }

  /** Does to the n-th program what its workflow would do on a command. */
  command(n: number, name: CommandName, at: number): void {
    const stored = this.stored[n] as Stored;
    stored.earlier.push(stored.program);
    const command = { name, actor: 'system' as const, commandId: this.nextId(), at };
    stored.program = decide(stored.program, command).change.program;
  }

  /** What the timers of a program do about expiry. */
  expire(now: number): void {
    for (const { program } of this.stored) {
      this.post(houseKeep(this.sheet(), program.id, 'expire', now, this.context(now)));
    }
  }

  /** Where the n-th program's account stands, in the words of the reference model. */
  standing(n: number, now: number) {
    const { program, account, lots, rewards } = this.stored[n] as Stored;
    const open = [...lots.values()].filter(({ remaining }) => remaining > 0);
    const words = {
      available: 'unused',
      reserved: 'unused',
      redeemed: 'used',
      expired: 'expired',
      revoked: 'revoked',
    };
    return {
      balance: BigInt(account.balance),
      progress: BigInt(progressOf(program, account, now).current),
      lots: open.map(({ remaining, expiresAt }) => `${remaining} until ${expiresAt ?? Infinity}`).toSorted(),
      rewards: [...rewards.values()]
        .map(({ status, expiresAt }) => `${words[status]} until ${expiresAt ?? Infinity}`)
        .toSorted(),
      tier: account.tier,
    };
  }

  /** What the API would show of the n-th program's account. */
  shown(n: number, now: number) {
    const line = this.sheet().lines[n] as SheetLine;
    return presentAccount('customer', line.program, line.account as Account, line, now);
  }

  /** The instant at which the n-th account wants to be looked at, and the soonest at which something of it expires. */
  expiries(n: number, now: number): { next: number | null; soonest: number | null } {
    const { program, account, lots, rewards } = this.stored[n] as Stored;
    const open = [
      ...[...lots.values()].filter(({ remaining }) => remaining > 0),
      ...[...rewards.values()].filter(isOpen),
    ];
    const instants = open.map((held) => expiryOf(held, program, now)).filter((at) => at !== null);
    return { next: account.nextExpiryAt, soonest: instants.length === 0 ? null : Math.min(...instants) };
  }

  /** What replaying the entries finds fault with, and the state that it arrives at beside the one that is stored. */
  replayed(n: number) {
    const { program, account, entries } = this.stored[n] as Stored;
    const faults: unknown[] = [];
    const replay = new AccountReplay(
      program,
      () => program,
      (...note) => faults.push(note),
    );
    for (const entry of entries) replay.take(plain(entry));
    replay.close();
    return {
      faults,
      ledger: plain([replay.balance, replay.state, replay.tier, replay.entries]),
      stored: [account.balance, account.state, account.tier, account.entries],
    };
  }

  private sheet(): CustomerSheet {
    const lines = this.stored.map(({ program, account, lots, rewards }) => ({
      program,
      account,
      lots: [...lots.values()].filter(({ remaining }) => remaining > 0).toSorted(spendingOrder),
      rewards: [...rewards.values()]
        .filter(({ status }) => status !== 'expired' && status !== 'revoked')
        .toSorted(byIssue),
    }));
    return sheetOf(lines, this.sequence);
  }

  private post({ posting }: Decided<unknown>): void {
    if (posting === null) return;
    this.sequence += posting.events.length;
    for (const one of this.stored) take(one, plain(posting));
  }

  private context(now: number) {
    return { actor: 'system' as const, now, newId: () => this.nextId() };
  }

  private nextId(): string {
    this.ids += 1;
    return `id ${String(this.ids).padStart(6, '0')}`;
  }
}
