import { type Instant, type Program, redeemableUntil } from '../program/program';
import { iso } from '../program/view';
import type { AccountDraft } from './account-draft';
import { participates } from './eligibility';
import { type DecisionContext, openDraft } from './record-purchase';
import { type Refusal, refusal } from './refusal';
import type { CustomerSheet } from './sheet';

/** The customer's account in a program under change, with what expired written off; or why there is none. */
export function openAccountOf(
  sheet: CustomerSheet,
  programId: string,
  context: DecisionContext,
): AccountDraft | Refusal {
  const line = sheet.lines.find(({ program }) => program.id === programId);
  if (line === undefined) return refusal('program_not_found', 'Nothing of your business has this id.');
  return openDraft(line, context) ?? refusal('not_enrolled', 'The customer is not enrolled in the program.');
}

export function isRefusal(found: object): found is Refusal {
  return 'outcome' in found && found.outcome === 'refused';
}

/** Why nothing can be redeemed in a program at an instant and place; null if it can. */
export function notRedeemable(program: Program, locationId: string | null, now: Instant): Refusal | null {
  return closed(program, now) ?? notHere(program, locationId);
}

/** Why a program is over for good: its grace period has passed. */
export function closed(program: Program, now: Instant): Refusal | null {
  const until = redeemableUntil(program);
  if (until === null || now < until) return null;
  return refusal('program_closed', `What customers had earned could be redeemed until ${iso(until)}.`);
}

function notHere(program: Program, locationId: string | null): Refusal | null {
  if (participates(program, locationId)) return null;
  const detail =
    locationId === null
      ? 'The program runs at certain locations: say at which one this is, by locationId.'
      : 'The location does not take part in the program.';
  return refusal('location_not_participating', detail);
}
