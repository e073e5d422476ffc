/** A card that fills up and gives a reward: what punches, stamps and spending have in common. */
import type { RefundPolicy } from './common-config';
import { issueReward, type RewardConfig, type RewardIssue } from './reward';
import type { Change, HeldReward, Progress, Reason, RuleContext, Unit } from './rule-type';

/** A purchase that would give more rewards gives the rest with the next purchase. */
const mostRewardsAtOnce = 100;

/** How a card is filled: what a reward costs, which reward, and what happens when a refund finds it empty. */
export interface CardTerms {
  readonly required: number;
  readonly reward: RewardConfig;
  readonly refundPolicy: RefundPolicy;
}

export interface CardMove {
  /** What is on the card afterwards; below zero when the policy allows it. */
  readonly progress: number;
  readonly issued: readonly RewardIssue[];
  readonly revoked: readonly string[];
  readonly shortfall: number;
  readonly reasons: readonly Reason[];
}

/** Moves a card by a change: fills it, giving rewards, or empties it, taking unused rewards back. */
export function moveCard(terms: CardTerms, context: RuleContext, progress: number, change: Change): CardMove {
  return change.quantity < 0 ? empty(terms, progress, change) : fill(terms, context, progress, change);
}

function fill(terms: CardTerms, context: RuleContext, before: number, change: Change): CardMove {
  const { required, reward } = terms;
  const total = before + change.quantity;
  const full = Math.max(0, Math.floor(total / required));
  const count = Math.min(full, mostRewardsAtOnce);
  const issued = Array.from({ length: count }, (_, n) =>
    issueReward(reward, context.timezone, change, n, required),
  );
  const reasons = full > count ? [tooManyRewards] : [];
  return { progress: total - count * required, issued, revoked: [], shortfall: 0, reasons };
}

const tooManyRewards: Reason = {
  code: 'rewards_at_once_limit',
  message: `At most ${mostRewardsAtOnce} rewards are given at once; the rest follows with the next purchase`,
};

function empty(terms: CardTerms, before: number, change: Change): CardMove {
  let progress = before + change.quantity;
  const held = inOrderOfReturn(change);
  const revoked: string[] = [];
  for (const reward of held) {
    if (progress >= 0) break;
    revoked.push(reward.id);
    progress += reward.cost;
  }
  const reasons = progress < 0 ? [usedAlready] : [];
  if (terms.refundPolicy === 'negative') return { progress, issued: [], revoked, shortfall: 0, reasons };
  return { progress: Math.max(0, progress), issued: [], revoked, shortfall: Math.max(0, -progress), reasons };
}

/** Said when a refund cannot take back everything. */
export const usedAlready: Reason = {
  code: 'already_used',
  message: 'Part of what the purchase had earned is already used',
};

/** Rewards that the refunded purchase itself gave go first, then the latest. */
function inOrderOfReturn(change: Change): readonly HeldReward[] {
  const newest = change.held.toReversed();
  const own = (reward: HeldReward): boolean => reward.transactionId === change.transactionId;
  return [...newest.filter(own), ...newest.filter((reward) => !own(reward))];
}

/** Progress toward the next reward. */
export function cardProgress(unit: Unit, current: number, required: number): Progress {
  return { unit, current, required, missing: Math.max(0, required - current) };
}
