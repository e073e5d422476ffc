import { stillWanted, type TaskKind } from '../program/housekeeping';
import { closesAt, type Instant, type Program } from '../program/program';
import { iso } from '../program/view';
import type { AccountDraft } from './account-draft';
import { isOpen } from './account-draft';
import type { Decided, Posting } from './posting';
import { postingOf } from './posting-of';
import { type DecisionContext, openDraft } from './record-purchase';
import { accountState, ruleContext, ruleOf } from './rule-of';
import type { CustomerSheet } from './sheet';

/** What timers do to one account. `expire` has no task of its own: every decision begins with it. */
export type AccountTask = Exclude<TaskKind, 'clear'> | 'expire';

/**
 * Does one task for one customer; a second time it changes nothing, nor when the program was changed so that the task
 * is not wanted any more. Also corrects what the account says of its soonest expiry.
 * @param sheet with everything that the customer holds in the program
 * @param at when the task was due, which may be long before it is done
 */
export function houseKeep(
  sheet: CustomerSheet,
  programId: string,
  task: AccountTask,
  at: Instant,
  context: DecisionContext,
): Decided<boolean> {
  const line = sheet.lines.find(({ program }) => program.id === programId);
  const draft = line === undefined ? null : openDraft(line, { ...context, holdingsRead: true });
  if (draft === null) return { answer: false, posting: null };
  if (task !== 'expire' && !stillWanted(draft.program, { kind: task, at })) {
    return { answer: false, posting: null };
  }
  const notice = noticeOf(draft.program, task);
  // Somebody else may have told the customer since the batch was read.
  if (notice !== null && line?.account?.lastNotice === notice) return { answer: false, posting: null };
  deeds[task](draft, at);
  if (!draft.changed && notice === null) return { answer: false, posting: null };
  return { answer: true, posting: withNotice(postingOf([draft]), programId, notice) };
}

/** The notice that a task gives to every customer of a program, by which it is known to be given; null for none. */
export function noticeOf(program: Program, task: AccountTask): string | null {
  if (task === 'notify_ends_soon') return `ends_soon:${program.endsAt}`;
  if (task === 'notify_ended') return `ended:${program.endedAt}`;
  return null;
}

const deeds: Record<AccountTask, (draft: AccountDraft, at: Instant) => void> = {
  expire: () => undefined,
  review,
  close,
  notify_ends_soon: (draft) => tellOfEnd(draft, 'ends_soon', draft.program.endsAt),
  notify_ended: (draft) => tellOfEnd(draft, 'ended', draft.program.endedAt),
};

function review(draft: AccountDraft, at: Instant): void {
  const { program } = draft;
  const { tiers } = ruleOf(program);
  const account = accountState(draft.state);
  if (tiers === undefined) return;
  const context = ruleContext(program, draft.balance);
  const reviewed = tiers.review(program.ruleConfig, context, account.rule, at);
  if (reviewed.state === account.rule) return;
  draft.state = { ...account, rule: reviewed.state };
  draft.append('reviewed', 0, { occurredAt: at, details: { at, ...reviewed.tier } });
  if (reviewed.tier === undefined) return;
  draft.tier = reviewed.tier.to;
  draft.tell('loyalty.tier.changed', at, { previousTier: reviewed.tier.from, tier: reviewed.tier.to });
}

/** The grace period is over: what is left is written off. */
function close(draft: AccountDraft, at: Instant): void {
  const details = { reason: 'program_closed' };
  for (const lot of draft.openLots()) {
    draft.append('expired', -lot.remaining, { occurredAt: at, details: { ...details, lot: lot.entry } });
    draft.putLot({ ...lot, remaining: 0 });
    draft.tell('loyalty.points.expired', at, { points: lot.remaining, balance: draft.balance, ...details });
  }
  for (const reward of draft.allRewards().filter(isOpen)) {
    draft.putReward({ ...reward, status: 'expired', reservedUntil: null, reservedBy: null });
    draft.append('expired', 0, { occurredAt: at, rewardId: reward.id, details });
    draft.tell('loyalty.reward.expired', at, { rewardId: reward.id, ...details });
  }
}

/** Tells a customer who holds something that the program ends, or has ended, and until when it can be used. */
function tellOfEnd(draft: AccountDraft, notice: 'ends_soon' | 'ended', end: Instant | null): void {
  const { now } = draft.context;
  const rewards = draft.allRewards().filter(isOpen);
  const points = draft.openLots().reduce((sum, { remaining }) => sum + remaining, 0);
  if (rewards.length === 0 && points === 0) return;
  draft.tell('loyalty.reward.expiring', now, {
    notice,
    programName: draft.program.name,
    endsAt: iso(end),
    usableUntil: iso(usableUntil(draft.program, end)),
    points,
    rewardIds: rewards.map(({ id }) => id),
  });
}

function usableUntil(program: Program, end: Instant | null): Instant | null {
  return closesAt({ ...program, endedAt: end });
}

function withNotice(posting: Posting, programId: string, notice: string | null): Posting {
  return notice === null ? posting : { ...posting, notice: { programId, notice } };
}
