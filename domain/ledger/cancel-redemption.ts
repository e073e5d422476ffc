import { iso } from '../program/view';
import type { AccountDraft } from './account-draft';
import { expireDue } from './expire';
import type { Spending } from './lots';
import { isRefusal, openAccountOf } from './open-account';
import type { Decided, Entry } from './posting';
import { postingOf } from './posting-of';
import type { DecisionContext } from './record-purchase';
import type { PointsDecision, RedemptionView } from './redeem-points';
import { cancelledTooLate } from './redeem-reward';
import { refuse } from './refusal';
import type { CustomerSheet, Lot } from './sheet';

/** Points that were spent, as the ledger remembers them. */
export interface RecordedRedemption {
  readonly id: string;
  readonly entry: Entry;
  /** The cancellation, if there was one. */
  readonly cancellation: Entry | null;
  /** The lots of which the points were, as they are now. */
  readonly lots: readonly Lot[];
}

/**
 * Gives spent points back to the lots of which they were, with the expiry that they had; those that would have expired
 * meanwhile expire at once. A second time changes nothing.
 */
export function cancelRedemption(
  sheet: CustomerSheet,
  recorded: RecordedRedemption,
  context: DecisionContext,
): Decided<PointsDecision> {
  const { entry, cancellation } = recorded;
  const draft = openAccountOf(sheet, entry.programId, context);
  if (isRefusal(draft)) return refuse(draft);
  if (cancellation !== null) return { answer: done(sheet, draft, recorded, cancellation), posting: null };
  const tooLate = cancelledTooLate(entry.occurredAt, draft.program, context.now);
  if (tooLate !== null) return refuse(tooLate);
  const returned = giveBack(draft, recorded);
  draft.append('redemption_cancelled', -entry.quantity, {
    occurredAt: context.now,
    locationId: entry.locationId ?? null,
    details: { redemptionId: recorded.id, returned },
  });
  draft.tell('loyalty.points.redemption_cancelled', context.now, {
    redemptionId: recorded.id,
    points: -entry.quantity,
    balance: draft.balance,
  });
  const answered = draft.entries.at(-1) as Entry;
  expireDue(draft);
  return { answer: done(sheet, draft, recorded, answered), posting: postingOf([draft]) };
}

/** What is owed is repaid first, by the points that would expire soonest. */
function giveBack(draft: AccountDraft, { entry, lots }: RecordedRedemption): Spending['taken'] {
  const returned: Spending['taken'] = [];
  let debt = Math.max(0, -draft.balance);
  for (const { entry: number, points } of takenOf(entry)) {
    const repaid = Math.min(debt, points);
    debt -= repaid;
    const lot = draft.lotNumbered(number) ?? lots.find((one) => one.entry === number);
    if (lot === undefined || points === repaid) continue;
    draft.putLot({ ...lot, remaining: lot.remaining + points - repaid });
    returned.push({ entry: number, points: points - repaid });
  }
  return returned;
}

/** Which points an entry took, by lot. */
export function takenOf({ details }: Entry): Spending['taken'] {
  return (details?.['taken'] ?? []) as Spending['taken'];
}

function done(
  sheet: CustomerSheet,
  draft: AccountDraft,
  { id, entry }: RecordedRedemption,
  cancellation: Entry,
): PointsDecision {
  const { value, currency } = entry.details as unknown as Pick<RedemptionView, 'value' | 'currency'>;
  return {
    outcome: 'done',
    redemption: {
      id,
      programId: entry.programId,
      customerId: sheet.customerId,
      points: -entry.quantity,
      value,
      currency,
      balance: draft.balance,
      locationId: entry.locationId ?? null,
      redeemedAt: iso(entry.occurredAt),
      cancelledAt: iso(cancellation.occurredAt),
    },
  };
}
