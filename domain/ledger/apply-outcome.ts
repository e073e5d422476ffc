import type { Outcome } from '../rules/earn';
import type { AccountDraft } from './account-draft';
import { type Spending, takeFrom } from './lots';
import type { EntryKind } from './posting';
import { ruleOf } from './rule-of';

/** Where an outcome comes from. */
export interface OutcomeSource {
  readonly kind: Extract<EntryKind, 'earned' | 'reversed' | 'adjusted' | 'imported'>;
  readonly occurredAt: number;
  readonly transactionId: string | null;
  readonly refundId?: string | null;
  readonly locationId?: string | null;
  /** The version of the program whose config was applied. */
  readonly programVersion: number;
  /** The variant whose config it was; left out: the program's own. */
  readonly variant?: string | undefined;
  /** What a later refund needs beside what was granted. */
  readonly pinned?: Readonly<Record<string, unknown>>;
}

/**
 * Writes what a rule decided into the account: the new state, entries for what was earned, issued and taken back,
 * the lot of new points, rewards, and the events that tell of it.
 */
export function applyOutcome(draft: AccountDraft, outcome: Outcome<unknown>, source: OutcomeSource): void {
  if (outcome.account === draft.state) return;
  draft.state = outcome.account;
  revokeRewards(draft, outcome, source);
  book(draft, outcome, source);
  issueRewards(draft, outcome, source);
  if (outcome.tier !== undefined) {
    draft.tier = outcome.tier.to;
    draft.tell('loyalty.tier.changed', source.occurredAt, {
      previousTier: outcome.tier.from,
      tier: outcome.tier.to,
    });
  }
}

function book(draft: AccountDraft, outcome: Outcome<unknown>, source: OutcomeSource): void {
  const { kind, pinned, ...facts } = source;
  const debt = Math.max(0, -draft.balance);
  const spendable = isSpendable(draft);
  const taken =
    spendable && outcome.earned < 0 ? takePointsBack(draft, -outcome.earned, source.transactionId) : [];
  const details = {
    granted: outcome.granted,
    shortfall: outcome.shortfall,
    ...(outcome.issued.length === 0 ? {} : { issued: outcome.issued.map(({ id }) => id) }),
    ...(taken.length === 0 ? {} : { taken }),
    ...pinned,
  };
  const entry = draft.append(kind, outcome.earned, { ...facts, details });
  if (spendable && outcome.earned > 0) {
    draft.putLot({
      entry,
      amount: outcome.earned,
      // What was earned first repays what is owed.
      remaining: Math.max(0, outcome.earned - debt),
      transactionId: source.transactionId,
      earnedAt: source.occurredAt,
      expiresAt: outcome.expiresAt ?? null,
    });
  }
  if (outcome.earned === 0) return;
  const unit = ruleOf(draft.program).unit(draft.program.ruleConfig);
  draft.tell(`loyalty.${spendable ? 'points' : 'progress'}.${kind}`, source.occurredAt, {
    unit,
    quantity: outcome.earned,
    balance: draft.balance,
    transactionId: source.transactionId,
  });
}

/** Points of a rule that can be spent live in lots; other rules keep their progress in their state. */
export function isSpendable(draft: AccountDraft): boolean {
  return ruleOf(draft.program).redemptionValue !== undefined;
}

/** Takes points back: first from the lot of the same purchase, then in spending order; says how much of each lot. */
function takePointsBack(
  draft: AccountDraft,
  points: number,
  transactionId: string | null,
): Spending['taken'] {
  const lots = draft.openLots();
  const own = lots.filter((lot) => lot.transactionId !== null && lot.transactionId === transactionId);
  const rest = lots.filter((lot) => !own.includes(lot));
  const { changed, taken } = takeFrom([...own, ...rest], points);
  for (const lot of changed) draft.putLot(lot);
  return taken;
}

function issueRewards(draft: AccountDraft, outcome: Outcome<unknown>, source: OutcomeSource): void {
  for (const issue of outcome.issued) {
    draft.putReward({
      ...issue,
      programId: draft.program.id,
      status: 'available',
      transactionId: source.transactionId,
      programVersion: source.programVersion,
      reservedUntil: null,
      reservedBy: null,
      redeemedAt: null,
      redeemedLocationId: null,
    });
    const { kind: _kind, pinned: _pinned, ...facts } = source;
    draft.append('reward_issued', -issue.cost, { ...facts, rewardId: issue.id });
    draft.tell('loyalty.reward.issued', source.occurredAt, { rewardId: issue.id, ...issue.reward });
  }
}

function revokeRewards(draft: AccountDraft, outcome: Outcome<unknown>, source: OutcomeSource): void {
  const revoked = new Set(outcome.revoked);
  const { kind: _kind, pinned: _pinned, ...facts } = source;
  for (const reward of draft.allRewards().filter(({ id }) => revoked.has(id))) {
    draft.putReward({ ...reward, status: 'revoked', reservedUntil: null, reservedBy: null });
    draft.append('reward_revoked', reward.cost, { ...facts, rewardId: reward.id });
    draft.tell('loyalty.reward.revoked', source.occurredAt, { rewardId: reward.id });
  }
}
