import { type AccountState, grant, type Outcome } from '../rules/earn';
import type { AccountDraft } from './account-draft';
import { applyOutcome } from './apply-outcome';
import { closed, isRefusal, openAccountOf } from './open-account';
import type { Decided, Entry } from './posting';
import { postingOf } from './posting-of';
import type { DecisionContext } from './record-purchase';
import { type Refusal, refuse } from './refusal';
import { accountState, heldRewards, ruleContext, ruleOf } from './rule-of';
import type { CustomerSheet } from './sheet';

/** What is given or taken by hand, and why. */
export interface Adjustment {
  readonly programId: string;
  /** Signed, in the unit of the rule. */
  readonly quantity: number;
  readonly reason: string;
  /** When points that are given expire: undefined as the rule says, null never. */
  readonly expiresAt: number | null | undefined;
}

/** What became of an adjustment. */
export type AdjustmentDecision = { readonly outcome: 'done'; readonly entry: Entry } | Refusal;

/**
 * Gives or takes by hand, through the rule: a card that fills up gives its reward. Nothing goes below zero unless the
 * program's refund policy allows it; the entry says what was really booked.
 */
export function adjust(
  sheet: CustomerSheet,
  wish: Adjustment,
  context: DecisionContext,
): Decided<AdjustmentDecision> {
  const draft = openAccountOf(sheet, wish.programId, context);
  if (isRefusal(draft)) return refuse(draft);
  const objection = closed(draft.program, context.now);
  if (objection !== null) return refuse(objection);
  const { quantity, reason, expiresAt } = wish;
  const outcome = grantedByHand(draft, quantity, context);
  const given = expiresAt === undefined ? {} : { expiresAt };
  applyOutcome(
    draft,
    { ...outcome, ...given },
    {
      kind: 'adjusted',
      occurredAt: context.now,
      transactionId: null,
      programVersion: draft.program.version,
      variant: draft.program.variant,
      pinned: { reason, ...given },
    },
  );
  draft.touch(context.now);
  draft.tell('loyalty.account.adjusted', context.now, { quantity: outcome.earned, reason });
  const entry = draft.entries.find(({ kind }) => kind === 'adjusted') as Entry;
  return { answer: { outcome: 'done', entry }, posting: postingOf([draft]) };
}

/** What the rule makes of a quantity that people give or take. The account is always a new object. */
export function grantedByHand(
  draft: AccountDraft,
  quantity: number,
  context: DecisionContext,
): Outcome<unknown> {
  const { program } = draft;
  const ids: string[] = [];
  const account: AccountState<unknown> = { ...accountState(draft.state) };
  return grant(ruleOf(program), program.ruleConfig, ruleContext(program, draft.balance), account, {
    occasion: { transactionId: 'by hand', occurredAt: context.now },
    granted: { quantity },
    rewards: { held: heldRewards(draft), rewardId: (n) => (ids[n] ??= context.newId()) },
    byHand: true,
  });
}
