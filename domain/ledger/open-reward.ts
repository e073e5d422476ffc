import type { Instant } from '../program/program';
import { iso } from '../program/view';
import type { AccountDraft } from './account-draft';
import type { DecisionContext } from './record-purchase';
import { openDraft } from './record-purchase';
import { type Refusal, refusal } from './refusal';
import type { CustomerSheet, Reward } from './sheet';

/** A reward under change, in the account to which it belongs. */
export interface OpenReward {
  readonly draft: AccountDraft;
  readonly reward: Reward;
}

/** The reward with this id, with what expired written off. Refused when its program is gone. */
export function openReward(
  sheet: CustomerSheet,
  rewardId: string,
  context: DecisionContext,
): OpenReward | Refusal {
  for (const line of sheet.lines) {
    if (!line.rewards.some(({ id }) => id === rewardId)) continue;
    const draft = openDraft(line, context);
    const reward = draft?.allRewards().find(({ id }) => id === rewardId);
    if (draft !== null && reward !== undefined) return { draft, reward };
  }
  return refusal('program_closed', 'The program was deleted, and its rewards with it.');
}

/** Whether a reservation holds a reward at an instant. */
export function isReserved({ status, reservedUntil }: Reward, now: Instant): boolean {
  return status === 'reserved' && reservedUntil !== null && reservedUntil > now;
}

/** Why a reward, as it stands now, cannot be used for `holder`; null if it can. */
export function notUsable(reward: Reward, holder: string, now: Instant): Refusal | null {
  if (reward.status === 'redeemed') {
    return refusal('reward_already_redeemed', `The reward was redeemed at ${iso(reward.redeemedAt)}.`);
  }
  if (reward.status === 'expired') {
    return refusal('reward_expired', `The reward expired at ${iso(reward.expiresAt)}.`);
  }
  if (reward.status === 'revoked') {
    return refusal('reward_revoked', 'The reward was taken back when its purchase was refunded.');
  }
  if (!isReserved(reward, now) || reward.reservedBy === holder) return null;
  return refusal(
    'reward_reserved',
    `The reward is held for another basket until ${iso(reward.reservedUntil)}.`,
  );
}
