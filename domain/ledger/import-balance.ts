import type { Instant } from '../program/program';
import { statusAt } from '../program/status';
import { AccountDraft } from './account-draft';
import { grantedByHand } from './adjust';
import { applyOutcome } from './apply-outcome';
import { isFor, noSegments } from './eligibility';
import { expireDue } from './expire';
import { placedInTier } from './placed-in-tier';
import type { Decided } from './posting';
import { postingOf } from './posting-of';
import type { DecisionContext } from './record-purchase';
import { openState, ruleOf } from './rule-of';
import type { Account, CustomerSheet, SheetLine } from './sheet';

/** What a customer brings along from another system. */
export interface OpeningBalance {
  readonly programId: string;
  /** Unique per account: the same reference again is not booked again. */
  readonly reference: string;
  /** In the unit of the rule. */
  readonly quantity: number;
  /** When points expire: undefined as the rule says, null never. */
  readonly expiresAt: Instant | null | undefined;
  readonly tier: string | null;
  /** Since when the customer takes part; only of customers who are not enrolled yet. */
  readonly joinedAt: Instant;
}

/** What became of one opening balance. */
export type ImportOutcome =
  | 'imported'
  | 'known'
  | 'program_not_found'
  | 'program_ended'
  | 'unknown_tier'
  | 'already_expired'
  | 'not_in_segment';

/**
 * Books an opening balance, enrolling the customer if need be.
 * @param known whether the account has an entry with this reference
 */
export function importBalance(
  sheet: CustomerSheet,
  opening: OpeningBalance,
  known: boolean,
  context: DecisionContext,
): Decided<ImportOutcome> {
  const line = sheet.lines.find(({ program }) => program.id === opening.programId);
  if (line === undefined || line.program.deletedAt !== null) return nothing('program_not_found');
  if (known) return nothing('known');
  if (statusAt(line.program, context.now) === 'ENDED') return nothing('program_ended');
  if (line.account === null && !isFor(line.program, context.segments ?? noSegments)) {
    return nothing('not_in_segment');
  }
  const { expiresAt } = opening;
  if (typeof expiresAt === 'number' && expiresAt <= context.now) return nothing('already_expired');
  const draft = draftOf(line, opening, context);
  const granted = grantedByHand(draft, opening.quantity, context);
  const outcome =
    opening.tier === null ? granted : placedInTier(line.program, granted, opening.tier, context.now);
  if (outcome === null) return nothing('unknown_tier');
  const given = expiresAt === undefined ? {} : { expiresAt };
  const pinned = {
    reference: opening.reference,
    ...given,
    ...(opening.tier === null ? {} : { tier: opening.tier }),
  };
  applyOutcome(
    draft,
    { ...outcome, ...given },
    {
      kind: 'imported',
      occurredAt: context.now,
      transactionId: null,
      programVersion: line.program.version,
      variant: line.program.variant,
      pinned,
    },
  );
  draft.tell('loyalty.account.imported', context.now, {
    quantity: outcome.earned,
    reference: opening.reference,
  });
  return { answer: 'imported', posting: posting(line, draft, opening) };
}

function draftOf(line: SheetLine, { joinedAt }: OpeningBalance, context: DecisionContext): AccountDraft {
  const { actor, now } = context;
  const draft = new AccountDraft(line, line.account ?? newAccount(line, joinedAt), {
    actor,
    now,
    logicVersion: ruleOf(line.program).logicVersion,
  });
  expireDue(draft);
  return draft;
}

function newAccount({ program }: SheetLine, enrolledAt: Instant): Account {
  return {
    enrolledAt,
    balance: 0,
    state: openState(program),
    tier: null,
    entries: 0,
    nextExpiryAt: null,
    lastActivityAt: null,
  };
}

function posting({ program, account }: SheetLine, draft: AccountDraft, { joinedAt }: OpeningBalance) {
  if (account !== null) return postingOf([draft]);
  const programId = program.id;
  const payload = { programId, enrolledAt: joinedAt };
  return postingOf([draft], {
    enrolments: [{ programId, enrolledAt: joinedAt, state: openState(program) }],
    events: [{ type: 'loyalty.customer.enrolled', at: joinedAt, payload }],
  });
}

function nothing(answer: ImportOutcome): Decided<ImportOutcome> {
  return { answer, posting: null };
}
