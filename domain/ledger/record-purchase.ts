import type { Instant, Program } from '../program/program';
import { type NotEarningReason, notEarningReason } from '../program/status';
import type { Actor } from '../program/revision';
import { earn, type Outcome } from '../rules/earn';
import { type Purchase, type PurchaseLine, paidTotal } from '../rules/purchase';
import type { Reason } from '../rules/rule-type';
import { AccountDraft } from './account-draft';
import { applyOutcome, isSpendable } from './apply-outcome';
import { ineligible, noSegments, type Segments } from './eligibility';
import { givingWay } from './exclusive-group';
import { expireDue } from './expire';
import { type OutcomeView, type PurchaseAnswer, presentOutcome, presentPurchase } from './present';
import type { Decided } from './posting';
import { postingOf } from './posting-of';
import { type CustomerProgram, programFor } from './program-for';
import { accountState, heldRewards, ruleContext, ruleOf } from './rule-of';
import type { CustomerSheet, SheetLine } from './sheet';

/** A purchase as a till reports it. Money in minor units of `currency`. */
export interface PurchaseFacts {
  readonly id: string;
  readonly externalId: string;
  readonly locationId: string | null;
  /** IANA zone of the location; null without one. */
  readonly locationTimezone: string | null;
  /** Whether the location was archived by then; not when left out. */
  readonly locationArchived?: boolean;
  readonly occurredAt: Instant;
  readonly currency: string;
  readonly lines: readonly PurchaseLine[];
  readonly discount: number;
  readonly contentSha256: string;
}

/** On whose behalf and when a decision is made, and where its new ids come from. */
export interface DecisionContext {
  readonly actor: Actor;
  readonly now: Instant;
  readonly newId: () => string;
  /** See `DraftContext`. */
  readonly holdingsRead?: boolean;
  /** The segments to which the customer belongs, of those that the programs name; none when left out. */
  readonly segments?: Segments;
}

/** Programs as they were when the purchase was made, where that differs from now; null: not there yet. */
export type Earlier = ReadonlyMap<string, Program | null>;

/**
 * What a purchase earns in every program of the business, and what is to be written. Points programs come before tier
 * programs, which may count the points that were earned in the end; every tier multiplies as it stood before the
 * purchase. Of programs that share an exclusive group one earns.
 */
export function recordPurchase(
  sheet: CustomerSheet,
  facts: PurchaseFacts,
  earlier: Earlier,
  context: DecisionContext,
): Decided<PurchaseAnswer> {
  const lines = sheet.lines.filter(({ program }) => program.deletedAt === null);
  const cases = lines.map((line) => openCase(line, sheet.customerId, facts, earlier, context));
  const purchase = purchaseOf(facts, highestMultiplier(cases, context.now));
  const withoutTiers = cases.filter((c) => ruleOf(c.line.program).tiers === undefined);
  decide(withoutTiers, facts, purchase, context);
  const withPoints = { ...purchase, pointsEarned: pointsEarned(cases) };
  const withTiers = cases.filter((c) => ruleOf(c.line.program).tiers !== undefined);
  decide(withTiers, facts, withPoints, context);

  const outcomes = cases.map((one) => present(one, context.now));
  const answer = presentPurchase(sheet, facts, paidTotal(purchase), outcomes);
  const drafts = cases.flatMap(({ draft }) => (draft === null ? [] : [draft]));
  const posting = postingOf(drafts, {
    programs: lines.map(({ program }) => ({ id: program.id, version: program.version })),
    transaction: { ...facts, total: paidTotal(purchase), answer },
    events: [
      {
        type: 'loyalty.transaction.recorded',
        at: facts.occurredAt,
        payload: { transactionId: facts.id, ...eventFacts(answer) },
      },
    ],
  });
  return { answer, posting };
}

/** One program's part in a purchase, while it is decided. */
interface Case {
  readonly line: SheetLine;
  /** The program as it was when the purchase was made, for this customer. */
  readonly program: CustomerProgram | null;
  readonly draft: AccountDraft | null;
  readonly reasons: Reason[];
  earned: number;
  /** The program that earned instead of it. */
  gaveWayTo?: string;
}

/** A case that the purchase counts in, unless it gives way. */
interface Contender {
  readonly one: Case;
  readonly draft: AccountDraft;
  readonly program: CustomerProgram;
  readonly outcome: Outcome<unknown>;
  readonly earned: number;
}

function openCase(
  line: SheetLine,
  customerId: string,
  facts: PurchaseFacts,
  earlier: Earlier,
  context: DecisionContext,
): Case {
  const then = earlier.get(line.program.id);
  const known = then === undefined ? line.program : then;
  const program = known === null ? null : programFor(known, customerId, facts.occurredAt);
  const draft = openDraft(line, context);
  const reasons = ineligible(program, line.account, facts, context.segments ?? noSegments);
  return { line, program, draft, reasons, earned: 0 };
}

/** The account of a line under change, with what expired written off; null without an account. */
export function openDraft(line: SheetLine, context: DecisionContext): AccountDraft | null {
  if (line.account === null) return null;
  const { logicVersion } = ruleOf(line.program);
  const draft = new AccountDraft(line, line.account, {
    actor: context.actor,
    now: context.now,
    logicVersion,
    holdingsRead: context.holdingsRead === true,
  });
  expireDue(draft);
  return draft;
}

/** Weighs some cases, and writes the outcomes of those that earn and give way to nobody. */
function decide(
  cases: readonly Case[],
  facts: PurchaseFacts,
  purchase: Purchase,
  context: DecisionContext,
): void {
  const contenders = cases.flatMap((one) => weigh(one, purchase, context));
  const gaveWay = givingWay(contenders);
  for (const contender of contenders) {
    const { one, outcome } = contender;
    const to = gaveWay.get(contender);
    one.reasons.push(...(to?.reason ? [to.reason] : outcome.reasons));
    if (to === undefined) write(contender, facts, purchase);
    else if (to.reason !== null) one.gaveWayTo = to.programId;
  }
}

/** What a case would earn; nothing where something speaks against it from the start. */
function weigh(one: Case, purchase: Purchase, context: DecisionContext): Contender[] {
  const { draft, program } = one;
  if (draft === null || program === null || one.reasons.length > 0) return [];
  const ids: string[] = [];
  const outcome = earn(
    ruleOf(program),
    program.ruleConfig,
    ruleContext(program, draft.balance),
    accountState(draft.state),
    purchase,
    { held: heldRewards(draft), rewardId: (n) => (ids[n] ??= context.newId()) },
  );
  return [{ one, draft, program, outcome, earned: outcome.earned }];
}

function write({ one, draft, program, outcome }: Contender, facts: PurchaseFacts, purchase: Purchase): void {
  one.earned = outcome.earned;
  applyOutcome(draft, outcome, {
    kind: 'earned',
    occurredAt: facts.occurredAt,
    transactionId: facts.id,
    locationId: facts.locationId,
    programVersion: program.version,
    variant: program.variant,
    pinned: pinnedOf(purchase),
  });
  draft.touch(facts.occurredAt);
  expireDue(draft);
}

/** What the purchase was measured with besides what the till said; refunds measure with the same. */
function pinnedOf(purchase: Purchase): Record<string, unknown> {
  const { pointsMultiplier, pointsEarned: points, locationTimezone } = purchase;
  return {
    ...(locationTimezone === undefined ? {} : { locationTimezone }),
    ...(pointsMultiplier === undefined ? {} : { pointsMultiplier }),
    ...(points === undefined ? {} : { pointsEarned: points }),
  };
}

function purchaseOf(facts: PurchaseFacts, pointsMultiplier: number): Purchase {
  return {
    transactionId: facts.id,
    occurredAt: facts.occurredAt,
    lines: facts.lines,
    discount: facts.discount,
    ...(facts.locationTimezone === null ? {} : { locationTimezone: facts.locationTimezone }),
    ...(pointsMultiplier === 1 ? {} : { pointsMultiplier }),
  };
}

/** The best multiplier of all tiers that the customer holds; those of a paused or closed program keep their benefits. */
function highestMultiplier(cases: readonly Case[], now: Instant): number {
  const multipliers = cases.map(({ line: { program }, draft }) => {
    const reason = notEarningReason(program, now);
    if (draft === null || (reason !== null && !keepingBenefits.has(reason))) return 1;
    const tier = ruleOf(program).tiers?.current(program.ruleConfig, accountState(draft.state).rule);
    return tier?.pointsMultiplier ?? 1;
  });
  return Math.max(1, ...multipliers);
}

const keepingBenefits: ReadonlySet<NotEarningReason> = new Set(['paused', 'between_windows', 'blackout']);

function pointsEarned(cases: readonly Case[]): number {
  return cases.reduce(
    (sum, { draft, earned }) => (draft !== null && isSpendable(draft) ? sum + earned : sum),
    0,
  );
}

function present(one: Case, now: Instant): OutcomeView {
  const issued = one.draft?.rewardUpdates().filter(({ status }) => status === 'available') ?? [];
  return presentOutcome(
    one.line.program,
    one.draft,
    { earned: one.earned, issued, reasons: one.reasons, gaveWayTo: one.gaveWayTo },
    now,
  );
}

function eventFacts(answer: PurchaseAnswer) {
  const { externalId, total, currency, locationId, occurredAt } = answer;
  return { externalId, total, currency, locationId, occurredAt };
}
