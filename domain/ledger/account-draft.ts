import { unfrozenUntil } from '../program/freeze';
import type { Instant } from '../program/program';
import type { Actor } from '../program/revision';
import { asHeld, expiryOf, type Held, knownExpiryOf } from './expiry';
import { spendingOrder } from './lots';
import type { AccountUpdate, CustomerEventDraft, Entry, EntryKind } from './posting';
import type { CustomerProgram } from './program-for';
import type { Account, Lot, Reward, SheetLine } from './sheet';

/** Who writes, under which version of the rule's code, and when it is written. */
export interface DraftContext {
  readonly actor: Actor;
  readonly logicVersion: number;
  readonly now: Instant;
  /** Whether everything that the account holds was read: then its soonest expiry is known, whatever it said before. */
  readonly holdingsRead?: boolean;
}

/** What one entry records beyond what the draft knows. */
export type EntryFacts = Pick<Entry, 'occurredAt'> &
  Partial<
    Pick<
      Entry,
      'transactionId' | 'refundId' | 'rewardId' | 'locationId' | 'details' | 'programVersion' | 'logicVersion'
    >
  > & {
    /** The variant whose config was applied, where the entry names a version of its own; left out: none. */
    readonly variant?: string | undefined;
  };

/**
 * An account being changed: collects entries, lots, rewards and events, keeps the running balance, and becomes part
 * of a posting. Mutable, and alive only within one decision.
 */
export class AccountDraft {
  readonly program: CustomerProgram;
  readonly entries: Entry[] = [];
  readonly events: CustomerEventDraft[] = [];
  balance: number;
  state: unknown;
  tier: string | null;
  private readonly lots: Map<number, Lot>;
  private readonly rewards: Map<string, Reward>;
  private readonly changedLots = new Set<number>();
  private readonly changedRewards = new Set<string>();
  private entryCount: number;
  private lastActivityAt: Instant | null;

  constructor(
    line: SheetLine,
    private readonly account: Account,
    readonly context: DraftContext,
  ) {
    this.program = line.program;
    this.balance = account.balance;
    this.state = account.state;
    this.tier = account.tier;
    this.entryCount = account.entries;
    this.lastActivityAt = account.lastActivityAt;
    this.lots = new Map(line.lots.map((lot) => [lot.entry, lot]));
    this.rewards = new Map(line.rewards.map((reward) => [reward.id, reward]));
  }

  /** Lots with something left, in spending order. */
  openLots(): Lot[] {
    const open = [...this.lots.values()].filter((lot) => lot.remaining > 0);
    const order = asHeld(open, this.program, this.context.now).toSorted(spendingOrder);
    return order.map(({ entry }) => this.lots.get(entry) as Lot);
  }

  /** When a lot or a reward of the account expires, freezes of the program counted in; null for never. */
  expiryOf(held: Held): Instant | null {
    return expiryOf(held, this.program, this.context.now);
  }

  /** A reward as it stands now, for those who asked. */
  shown(reward: Reward): Reward {
    return { ...reward, expiresAt: this.expiryOf(reward) };
  }

  /** The lot that an entry made, as it now stands; undefined if it was not read because nothing is left of it. */
  lotNumbered(entry: number): Lot | undefined {
    return this.lots.get(entry);
  }

  /** Rewards of the account as they now stand, oldest first. */
  allRewards(): Reward[] {
    return [...this.rewards.values()];
  }

  /** Appends a ledger entry and moves the balance by its quantity; returns the entry's number. */
  append(kind: EntryKind, quantity: number, { variant: named, ...facts }: EntryFacts): number {
    const variant = facts.programVersion === undefined ? this.program.variant : named;
    this.balance += quantity;
    this.entryCount += 1;
    this.entries.push({
      programId: this.program.id,
      number: this.entryCount,
      kind,
      quantity,
      balanceAfter: this.balance,
      programVersion: this.program.version,
      logicVersion: this.context.logicVersion,
      actor: this.context.actor,
      ...facts,
      // Replaying the entry, and refunds of it, take the same config again.
      ...(variant === undefined ? {} : { details: { ...facts.details, variant } }),
    });
    return this.entryCount;
  }

  /** Notes that the customer did something at `at`. */
  touch(at: Instant): void {
    this.lastActivityAt = Math.max(this.lastActivityAt ?? at, at);
  }

  /** Adds a lot, or replaces one by what now remains of it. */
  putLot(lot: Lot): void {
    this.lots.set(lot.entry, lot);
    this.changedLots.add(lot.entry);
  }

  /** Adds a reward, or replaces one by its new status. */
  putReward(reward: Reward): void {
    this.rewards.set(reward.id, reward);
    this.changedRewards.add(reward.id);
  }

  /** Tells other systems. Every event names the program and the customer's business. */
  tell(type: string, at: Instant, payload: Readonly<Record<string, unknown>>): void {
    this.events.push({ type, at, payload: { programId: this.program.id, ...payload } });
  }

  /** Whether anything is to be written. */
  get changed(): boolean {
    return (
      this.entries.length > 0 ||
      this.changedLots.size > 0 ||
      this.changedRewards.size > 0 ||
      this.events.length > 0 ||
      (this.context.holdingsRead === true && this.nextExpiryAt() !== this.account.nextExpiryAt)
    );
  }

  /** The account as it will be stored. */
  update(): AccountUpdate {
    return {
      programId: this.program.id,
      balance: this.balance,
      state: this.state,
      tier: this.tier,
      entries: this.entryCount,
      nextExpiryAt: this.nextExpiryAt(),
      lastActivityAt: this.lastActivityAt,
    };
  }

  /** Lots to write. */
  lotUpdates(): (Lot & { programId: string })[] {
    return [...this.changedLots].map((entry) => ({
      ...(this.lots.get(entry) as Lot),
      programId: this.program.id,
    }));
  }

  /** Rewards to write. */
  rewardUpdates(): Reward[] {
    return [...this.changedRewards].map((id) => this.rewards.get(id) as Reward);
  }

  /**
   * The soonest coming expiry, or an instant before it: how long a running freeze takes is not known. When lots and
   * rewards were not read, nothing that was stored before can expire sooner than the account says.
   */
  private nextExpiryAt(): Instant | null {
    const { now, holdingsRead } = this.context;
    const known = [
      ...[...this.lots.values()].filter((lot) => lot.remaining > 0),
      ...[...this.rewards.values()].filter(isOpen),
    ].map((held) => knownExpiryOf(held, this.program));
    const stored = holdingsRead === true ? null : this.account.nextExpiryAt;
    const ahead = stored !== null && stored > unfrozenUntil(this.program, now) ? stored : null;
    const instants = [...known, ahead].filter((at) => at !== null);
    return instants.length === 0 ? null : Math.min(...instants);
  }
}

/** Whether a reward can still expire. */
export function isOpen(reward: Reward): boolean {
  return reward.status === 'available' || reward.status === 'reserved';
}
