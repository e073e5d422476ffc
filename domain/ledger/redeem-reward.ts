import { cancelWithinMinutes } from '../rules/common-config';
import { expireDue } from './expire';
import { isRefusal, notRedeemable } from './open-account';
import { notUsable, openReward } from './open-reward';
import type { Decided } from './posting';
import { postingOf } from './posting-of';
import type { DecisionContext } from './record-purchase';
import { type Refusal, refusal, refuse } from './refusal';
import type { CustomerSheet, Reward } from './sheet';

/** What became of a wish about a reward. */
export type RewardDecision = { readonly outcome: 'done'; readonly reward: Reward } | Refusal;

/** Who wants to use which reward, and where. */
export interface RewardWish {
  readonly rewardId: string;
  readonly locationId: string | null;
  /** For whom it may be reserved: a basket, or the user who asks. */
  readonly holder: string;
}

const unreserved = { reservedUntil: null, reservedBy: null };

/** Uses a reward, once. Pausing a program does not stop it, nor does its end before the grace period is over. */
export function redeemReward(
  sheet: CustomerSheet,
  wish: RewardWish,
  context: DecisionContext,
): Decided<RewardDecision> {
  const { rewardId, locationId, holder } = wish;
  const { now } = context;
  const found = openReward(sheet, rewardId, context);
  if (isRefusal(found)) return refuse(found);
  const { draft, reward } = found;
  const objection =
    notUsable(draft.shown(reward), holder, now) ?? notRedeemable(draft.program, locationId, now);
  if (objection !== null) return refuse(objection);
  const redeemed: Reward = {
    ...reward,
    ...unreserved,
    status: 'redeemed',
    redeemedAt: now,
    redeemedLocationId: locationId,
  };
  draft.putReward(redeemed);
  draft.append('redeemed', 0, { occurredAt: now, rewardId, locationId });
  draft.touch(now);
  draft.tell('loyalty.reward.redeemed', now, { rewardId, ...reward.reward, locationId });
  return { answer: { outcome: 'done', reward: draft.shown(redeemed) }, posting: postingOf([draft]) };
}

/** Undoes a redemption within the program's limit. A reward that has expired meanwhile expires at once. */
export function cancelRewardRedemption(
  sheet: CustomerSheet,
  rewardId: string,
  context: DecisionContext,
): Decided<RewardDecision> {
  const found = openReward(sheet, rewardId, context);
  if (isRefusal(found)) return refuse(found);
  const { draft, reward } = found;
  if (reward.status !== 'redeemed' || reward.redeemedAt === null) {
    return refuse(refusal('reward_not_redeemed', `The reward is ${reward.status}, not redeemed.`));
  }
  const tooLate = cancelledTooLate(reward.redeemedAt, draft.program, context.now);
  if (tooLate !== null) return refuse(tooLate);
  draft.putReward({ ...reward, status: 'available', redeemedAt: null, redeemedLocationId: null });
  draft.append('redemption_cancelled', 0, {
    occurredAt: context.now,
    rewardId,
    locationId: reward.redeemedLocationId,
  });
  draft.tell('loyalty.reward.redemption_cancelled', context.now, { rewardId });
  expireDue(draft);
  const now = draft.allRewards().find(({ id }) => id === rewardId) as Reward;
  return { answer: { outcome: 'done', reward: draft.shown(now) }, posting: postingOf([draft]) };
}

/** Why a redemption can no longer be cancelled; null if it can. */
export function cancelledTooLate(
  redeemedAt: number,
  program: { readonly ruleConfig: Parameters<typeof cancelWithinMinutes>[0] },
  now: number,
): Refusal | null {
  const minutes = cancelWithinMinutes(program.ruleConfig);
  if (now < redeemedAt + minutes * 60_000) return null;
  return refusal('cancellation_too_late', `A redemption can be cancelled within ${minutes} minutes.`);
}
