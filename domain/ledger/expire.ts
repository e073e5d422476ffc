import { type AccountDraft, isOpen } from './account-draft';

/**
 * Writes off what expired by `now`: points and rewards that nobody can use any more. Every decision about an account
 * begins with it, so that expiry never depends on whether a timer has run.
 */
export function expireDue(draft: AccountDraft): void {
  const { now } = draft.context;
  for (const lot of draft.openLots()) {
    const at = draft.expiryOf(lot);
    if (at === null || at > now) continue;
    draft.append('expired', -lot.remaining, { occurredAt: at, details: { lot: lot.entry } });
    draft.putLot({ ...lot, remaining: 0 });
    draft.tell('loyalty.points.expired', at, { points: lot.remaining, balance: draft.balance });
  }
  for (const reward of draft.allRewards()) {
    const at = draft.expiryOf(reward);
    if (!isOpen(reward) || at === null || at > now) continue;
    draft.putReward({ ...reward, status: 'expired', reservedUntil: null, reservedBy: null });
    draft.append('expired', 0, { occurredAt: at, rewardId: reward.id });
    draft.tell('loyalty.reward.expired', at, { rewardId: reward.id });
  }
}
