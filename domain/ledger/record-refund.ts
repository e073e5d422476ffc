import type { Instant, Program } from '../program/program';
import { type Granted, reverse } from '../rules/earn';
import { type Purchase, remainingPurchase } from '../rules/purchase';
import type { AccountDraft } from './account-draft';
import { applyOutcome, isSpendable } from './apply-outcome';
import type { Decided, Entry } from './posting';
import { postingOf } from './posting-of';
import { type CustomerProgram, underVariant } from './program-for';
import { type OutcomeView, presentOutcome } from './present';
import { type DecisionContext, openDraft } from './record-purchase';
import { accountState, heldRewards, ruleContext, ruleOf } from './rule-of';
import type { CustomerSheet } from './sheet';

/** What a refund takes back. */
export interface RefundFacts {
  readonly id: string;
  readonly externalId: string;
  readonly transactionId: string;
  readonly occurredAt: Instant;
  /** What this refund takes back, by line and quantity. */
  readonly lines: readonly { readonly line: number; readonly quantity: number }[];
  /** How many items of each line are given back in all, this refund included. */
  readonly returned: readonly number[];
  readonly contentSha256: string;
}

/** A purchase as it was recorded, with everything it caused. */
export interface RecordedPurchase {
  readonly purchase: Purchase;
  /** Ledger entries of the purchase and its refunds so far. */
  readonly entries: readonly Entry[];
  /** Programs at the versions under which the purchase earned, by program id. */
  readonly programs: ReadonlyMap<string, Program>;
}

/** The answer to a refund. */
export interface RefundAnswer {
  readonly id: string;
  readonly externalId: string;
  readonly transactionId: string;
  readonly lines: RefundFacts['lines'];
  readonly outcomes: readonly OutcomeView[];
}

/**
 * What a refund takes back in every program in which the purchase earned: what was granted so far minus what is left
 * of the purchase is worth, under the version that earned. Points programs come first, since tiers may count points.
 */
export function recordRefund(
  sheet: CustomerSheet,
  facts: RefundFacts,
  recorded: RecordedPurchase,
  context: DecisionContext,
): Decided<RefundAnswer> {
  const cases = openCases(sheet, recorded, context);
  const [first, second] = [false, true].map((tiers) =>
    cases.filter((one) => (ruleOf(one.program).tiers !== undefined) === tiers),
  ) as [Case[], Case[]];
  const outcomes = first.map((one) => takeBack(one, facts, recorded.purchase, null, context));
  const pointsLeft = first.reduce((sum, one) => (isSpendable(one.draft) ? sum + one.left : sum), 0);
  outcomes.push(...second.map((one) => takeBack(one, facts, recorded.purchase, pointsLeft, context)));

  const { id, externalId, transactionId, lines } = facts;
  const answer = { id, externalId, transactionId, lines, outcomes };
  const posting = postingOf(
    cases.map(({ draft }) => draft),
    {
      refund: { id, externalId, transactionId, lines, contentSha256: facts.contentSha256, answer },
      events: [
        {
          type: 'loyalty.transaction.refunded',
          at: facts.occurredAt,
          payload: { transactionId, refundId: id, lines },
        },
      ],
    },
  );
  return { answer, posting };
}

interface Case {
  readonly draft: AccountDraft;
  /** The program at the version, and in the variant, that earned. */
  readonly program: CustomerProgram;
  readonly granted: Granted;
  /** What the purchase was measured with besides what the till said. */
  readonly pinned: Pick<Purchase, 'pointsMultiplier' | 'pointsEarned' | 'locationTimezone'>;
  /** Where the purchase was made: what goes back goes back there. */
  readonly locationId: string | null;
  /** What stays granted. */
  left: number;
}

function openCases(sheet: CustomerSheet, recorded: RecordedPurchase, context: DecisionContext): Case[] {
  return sheet.lines.flatMap((line) => {
    const entries = recorded.entries.filter(({ programId }) => programId === line.program.id);
    const earned = entries.find(({ kind }) => kind === 'earned');
    const latest = entries.findLast(({ kind }) => kind === 'earned' || kind === 'reversed');
    const program = earnedUnder(recorded.programs.get(line.program.id), earned);
    const draft = openDraft(line, context);
    if (earned === undefined || latest === undefined || program === undefined || draft === null) return [];
    const granted = latest.details?.['granted'] as Granted;
    const pinned = earned.details as Case['pinned'];
    const locationId = earned.locationId ?? null;
    return [{ draft, program, granted, pinned, locationId, left: granted.quantity }];
  });
}

function earnedUnder(program: Program | undefined, earned: Entry | undefined): CustomerProgram | undefined {
  return program && underVariant(program, earned?.details?.['variant'] as string | undefined);
}

function takeBack(
  one: Case,
  facts: RefundFacts,
  purchase: Purchase,
  pointsLeft: number | null,
  context: DecisionContext,
): OutcomeView {
  const { draft, program, granted, pinned } = one;
  const measured = { ...purchase, ...withPinned(pinned) };
  const left = remainingPurchase(measured, facts.returned);
  const remaining = left === null || pointsLeft === null ? left : { ...left, pointsEarned: pointsLeft };
  const ids: string[] = [];
  const outcome = reverse(
    ruleOf(program),
    program.ruleConfig,
    ruleContext(program, draft.balance),
    accountState(draft.state),
    { purchase: measured, remaining, granted },
    { held: heldRewards(draft), rewardId: (n) => (ids[n] ??= context.newId()) },
  );
  one.left = outcome.granted.quantity;
  applyOutcome(draft, outcome, {
    kind: 'reversed',
    occurredAt: facts.occurredAt,
    transactionId: facts.transactionId,
    refundId: facts.id,
    locationId: one.locationId,
    programVersion: program.version,
    variant: program.variant,
  });
  const issued = draft.rewardUpdates().filter(({ id }) => outcome.issued.some((issue) => issue.id === id));
  const did = { earned: outcome.earned, issued, revoked: outcome.revoked, reasons: outcome.reasons };
  return presentOutcome(draft.program, draft, did, context.now);
}

function withPinned({ pointsMultiplier, pointsEarned, locationTimezone }: Case['pinned']): Partial<Purchase> {
  return {
    ...(locationTimezone === undefined ? {} : { locationTimezone }),
    ...(pointsMultiplier === undefined ? {} : { pointsMultiplier }),
    ...(pointsEarned === undefined ? {} : { pointsEarned }),
  };
}
