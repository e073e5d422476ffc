import type { Instant } from '../program/program';
import { type AccountDraft, isOpen } from './account-draft';
import { hasExpired } from './lots';

/**
 * Writes off what expired by `now`: points and rewards that nobody can use any more. Every decision about an account
 * begins with it, so that expiry never depends on whether a timer has run.
 */
export function expireDue(draft: AccountDraft): void {
  const { now } = draft.context;
  for (const lot of draft.openLots()) {
    if (!hasExpired(lot, now)) continue;
    const at = lot.expiresAt as Instant;
    draft.append('expired', -lot.remaining, { occurredAt: at, details: { lot: lot.entry } });
    draft.putLot({ ...lot, remaining: 0 });
    draft.tell('loyalty.points.expired', at, { points: lot.remaining, balance: draft.balance });
  }
  for (const reward of draft.allRewards()) {
    if (!isOpen(reward) || !hasExpired(reward, now)) continue;
    const at = reward.expiresAt as Instant;
    draft.putReward({ ...reward, status: 'expired', reservedUntil: null, reservedBy: null });
    draft.append('expired', 0, { occurredAt: at, rewardId: reward.id });
    draft.tell('loyalty.reward.expired', at, { rewardId: reward.id });
  }
}
