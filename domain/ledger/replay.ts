import type { Program } from '../program/program';
import { type AccountState, type Granted, grant, type Occasion, type Outcome, retract } from '../rules/earn';
import type { Entry } from './posting';
import { placedInTier } from './placed-in-tier';
import { underVariant } from './program-for';
import { LotBook } from './replay-lots';
import type { Note } from './replay-note';
import { RewardBook } from './replay-rewards';
import { accountState, openState, ruleContext, ruleOf } from './rule-of';

/** A purchase, as the ledger remembers it. */
interface Purchased {
  readonly occasion: Occasion;
  readonly granted: Granted;
}

/**
 * One account, rebuilt from nothing but its ledger entries, each applied under the version of the program that it
 * names. What an entry records and what its replay gives are compared on the way; `note` hears of every difference.
 */
export class AccountReplay {
  balance = 0;
  tier: string | null = null;
  state: AccountState<unknown>;
  /** Number of the latest entry. */
  entries = 0;
  /** Whether the state can be compared: entries made by older code of a rule are followed, not judged. */
  comparable = true;
  readonly lots: LotBook;
  readonly rewards: RewardBook;
  private readonly purchases = new Map<string, Purchased>();
  /** Entries that take rewards back: what caused them is the entry after them. */
  private revocations: Entry[] = [];

  constructor(
    /** The program as it is now: its rule type never changes. */
    readonly program: Program,
    private readonly atVersion: (version: number) => Program | undefined,
    private readonly note: Note,
  ) {
    this.state = accountState(openState(program));
    this.lots = new LotBook(note);
    this.rewards = new RewardBook(note);
  }

  /** Follows one entry; they must come in the order of their numbers. */
  take(entry: Entry): void {
    if (entry.number !== this.entries + 1) this.note('numbers', entry.number, this.entries + 1, entry.number);
    this.entries = entry.number;
    const before = this.balance;
    this.balance += entry.quantity;
    if (entry.balanceAfter !== this.balance) {
      this.note('balance', entry.number, this.balance, entry.balanceAfter);
    }
    if (entry.kind === 'reward_revoked') {
      this.revocations.push(entry);
      return;
    }
    const expiresAt = this.apply(entry, before);
    if (typeof entry.rewardId === 'string') this.rewards.take(entry);
    else if (this.isSpendable) this.lots.take(entry, before, expiresAt);
  }

  /** To be called after the last entry. */
  close(): void {
    this.rewards.close();
    for (const { number, rewardId } of this.revocations) this.note('rewards', number, null, rewardId);
  }

  get isSpendable(): boolean {
    return ruleOf(this.program).redemptionValue !== undefined;
  }

  /** Runs the rule again where an entry came of running it; returns when what it brought expires. */
  private apply(entry: Entry, before: number): number | null {
    const program = this.programOf(entry);
    if (program === undefined) this.note('version', entry.number, null, entry.programVersion);
    const granted = entry.details?.['granted'] as Granted | undefined;
    if (program === undefined || (granted === undefined && entry.kind !== 'reviewed')) return null;
    if (entry.logicVersion !== ruleOf(program).logicVersion) this.comparable = false;
    if (granted === undefined) return this.review(program, entry);
    const ruled = this.outcomeOf(program, entry, granted, before);
    const { tier, expiresAt } = (entry.details ?? {}) as { tier?: string; expiresAt?: number | null };
    const placed = entry.kind === 'imported' && tier !== undefined;
    const outcome = placed ? (placedInTier(program, ruled, tier, entry.occurredAt) ?? ruled) : ruled;
    this.settle(entry, outcome);
    // People may say when what they give expires.
    return expiresAt !== undefined ? expiresAt : (outcome.expiresAt ?? null);
  }

  /** The program at the version, and in the variant, that an entry names. */
  private programOf({ programVersion, details }: Entry): Program | undefined {
    const program = this.atVersion(programVersion);
    return program && underVariant(program, details?.['variant'] as string | undefined);
  }

  private outcomeOf(program: Program, entry: Entry, granted: Granted, before: number): Outcome<unknown> {
    const key = entry.transactionId ?? `entry ${entry.number}`;
    const known = entry.kind === 'reversed' ? this.purchases.get(key) : undefined;
    const occasion = known?.occasion ?? { transactionId: key, occurredAt: entry.occurredAt };
    this.purchases.set(key, { occasion, granted });
    const issued = (entry.details?.['issued'] ?? []) as readonly string[];
    const rewards = {
      held: this.rewards.held(),
      rewardId: (n: number) => issued[n] ?? `reward ${n} of entry ${entry.number}`,
    };
    const rule = ruleOf(program);
    const context = ruleContext(program, before);
    if (known === undefined) {
      const byHand = entry.kind === 'adjusted' || entry.kind === 'imported';
      const wish = { occasion, granted, rewards, byHand };
      return grant(rule, program.ruleConfig, context, this.state, wish);
    }
    const change = { occasion, granted: known.granted, left: granted, rewards };
    return retract(rule, program.ruleConfig, context, this.state, change);
  }

  private settle(entry: Entry, outcome: Outcome<unknown>): void {
    this.state = outcome.account;
    if (outcome.tier !== undefined) this.tier = outcome.tier.to;
    if (outcome.earned !== entry.quantity)
      this.note('quantity', entry.number, outcome.earned, entry.quantity);
    const taken = this.revocations.map(({ rewardId }) => rewardId ?? '');
    if (taken.toSorted().join() !== outcome.revoked.toSorted().join()) {
      this.note('rewards', entry.number, outcome.revoked, taken);
    }
    for (const revocation of this.revocations.splice(0)) this.rewards.take(revocation);
    this.rewards.announce(outcome.issued, entry);
  }

  private review(program: Program, entry: Entry): null {
    const { tiers } = ruleOf(program);
    const context = ruleContext(program, this.balance);
    const reviewed = tiers?.review(program.ruleConfig, context, this.state.rule, entry.occurredAt);
    if (reviewed === undefined) return null;
    this.state = { ...this.state, rule: reviewed.state };
    if (reviewed.tier !== undefined) this.tier = reviewed.tier.to;
    return null;
  }
}
