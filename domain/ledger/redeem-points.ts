import { fromMinorUnits } from '../money';
import { iso } from '../program/view';
import type { AccountDraft } from './account-draft';
import { takeFrom } from './lots';
import { isRefusal, notRedeemable, openAccountOf } from './open-account';
import type { Decided } from './posting';
import { postingOf } from './posting-of';
import type { DecisionContext } from './record-purchase';
import { type Refusal, refusal, refuse } from './refusal';
import { ruleOf } from './rule-of';
import type { CustomerSheet } from './sheet';

/** How many points are to be spent, in which program, and where. */
export interface PointsWish {
  readonly id: string;
  readonly programId: string;
  readonly points: number;
  readonly locationId: string | null;
}

/** What became of a wish to spend points. */
export type PointsDecision = { readonly outcome: 'done'; readonly redemption: RedemptionView } | Refusal;

/** Points that were spent, as the API shows them. */
export interface RedemptionView {
  readonly id: string;
  readonly programId: string;
  readonly customerId: string;
  readonly points: number;
  /** What they were worth, a decimal in the currency. */
  readonly value: number;
  readonly currency: string;
  /** Points that are left. */
  readonly balance: number;
  readonly locationId: string | null;
  readonly redeemedAt: string;
  readonly cancelledAt: string | null;
}

/** Spends points, those that expire soonest first, and remembers of which lots they were. */
export function redeemPoints(
  sheet: CustomerSheet,
  wish: PointsWish,
  context: DecisionContext,
): Decided<PointsDecision> {
  const draft = openAccountOf(sheet, wish.programId, context);
  if (isRefusal(draft)) return refuse(draft);
  const objection = notSpendable(draft) ?? notRedeemable(draft.program, wish.locationId, context.now);
  if (objection !== null) return refuse(objection);
  const { changed, taken, missing } = takeFrom(draft.openLots(), wish.points);
  if (missing > 0) return refuse(insufficient(draft, wish.points));
  const { program } = draft;
  const minor = ruleOf(program).redemptionValue?.(program.ruleConfig, wish.points, program.currency) ?? 0;
  const value = fromMinorUnits(minor, program.currency);
  for (const lot of changed) draft.putLot(lot);
  draft.append('redeemed', -wish.points, {
    occurredAt: context.now,
    locationId: wish.locationId,
    details: { redemptionId: wish.id, taken, value, currency: program.currency },
  });
  draft.touch(context.now);
  const { id: redemptionId, points, locationId } = wish;
  const { balance } = draft;
  draft.tell('loyalty.points.redeemed', context.now, {
    redemptionId,
    points,
    value,
    currency: program.currency,
    balance,
    locationId,
  });
  const redemption: RedemptionView = {
    id: redemptionId,
    programId: program.id,
    customerId: sheet.customerId,
    points,
    value,
    currency: program.currency,
    balance,
    locationId,
    redeemedAt: iso(context.now),
    cancelledAt: null,
  };
  return { answer: { outcome: 'done', redemption }, posting: postingOf([draft]) };
}

function notSpendable({ program }: AccountDraft): Refusal | null {
  if (ruleOf(program).redemptionValue !== undefined) return null;
  return refusal('points_not_spendable', 'Only points can be spent; this program gives rewards instead.');
}

function insufficient(draft: AccountDraft, points: number): Refusal {
  const detail = `The customer has ${draft.balance} points, ${points} were to be spent.`;
  return { ...refusal('insufficient_points', detail), balance: draft.balance };
}
