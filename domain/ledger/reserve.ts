import { closed, isRefusal } from './open-account';
import { isReserved, notUsable, openReward } from './open-reward';
import type { Decided } from './posting';
import { postingOf } from './posting-of';
import type { DecisionContext } from './record-purchase';
import type { RewardDecision } from './redeem-reward';
import { refuse } from './refusal';
import type { CustomerSheet, Reward } from './sheet';

/** Holds a reward for a basket: until then nobody else can use it. Holding it again prolongs. */
export function reserveReward(
  sheet: CustomerSheet,
  wish: { readonly rewardId: string; readonly holder: string; readonly minutes: number },
  context: DecisionContext,
): Decided<RewardDecision> {
  const { rewardId, holder, minutes } = wish;
  const { now } = context;
  const found = openReward(sheet, rewardId, context);
  if (isRefusal(found)) return refuse(found);
  const { draft, reward } = found;
  const objection = notUsable(draft.shown(reward), holder, now) ?? closed(draft.program, now);
  if (objection !== null) return refuse(objection);
  const reservedUntil = now + minutes * 60_000;
  const reserved: Reward = { ...reward, status: 'reserved', reservedUntil, reservedBy: holder };
  draft.putReward(reserved);
  draft.tell('loyalty.reward.reserved', now, { rewardId, reservedUntil });
  return { answer: { outcome: 'done', reward: draft.shown(reserved) }, posting: postingOf([draft]) };
}

/** Lets go of a reward that was held. One that is not held, or no longer, stays as it is. */
export function releaseReward(
  sheet: CustomerSheet,
  wish: { readonly rewardId: string; readonly holder: string },
  context: DecisionContext,
): Decided<RewardDecision> {
  const { rewardId, holder } = wish;
  const { now } = context;
  const found = openReward(sheet, rewardId, context);
  if (isRefusal(found)) return refuse(found);
  const { draft, reward } = found;
  const objection = notUsable(draft.shown(reward), holder, now);
  if (objection !== null) return refuse(objection);
  const released: Reward = { ...reward, status: 'available', reservedUntil: null, reservedBy: null };
  if (!isReserved(reward, now))
    return { answer: { outcome: 'done', reward: draft.shown(released) }, posting: null };
  draft.putReward(released);
  draft.tell('loyalty.reward.released', now, { rewardId });
  return { answer: { outcome: 'done', reward: draft.shown(released) }, posting: postingOf([draft]) };
}
