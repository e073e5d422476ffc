import type { Instant, Program } from '../program/program';
import { notEarningReason } from '../program/status';
import type { Reason } from '../rules/rule-type';
import type { Account } from './sheet';

/** Where and when something was bought. */
export interface Occasion {
  readonly occurredAt: Instant;
  readonly currency: string;
  readonly locationId: string | null;
  /** Whether the location was archived by then: it takes part in no program any more. */
  readonly locationArchived?: boolean;
}

/**
 * Why an occasion earns nothing in a program, whatever was bought; empty when it can earn.
 * @param program the program as it was at the occasion; null if it did not exist yet
 */
export function ineligible(program: Program | null, account: Account | null, occasion: Occasion): Reason[] {
  const reasons: (keyof typeof messages)[] = [];
  const status = program === null ? 'not_started' : notEarningReason(program, occasion.occurredAt);
  if (status !== null) reasons.push(status === 'draft' ? 'not_started' : status);
  if (account === null) reasons.push('not_enrolled');
  else if (occasion.occurredAt < account.enrolledAt) reasons.push('not_enrolled_yet');
  const open = occasion.locationArchived !== true;
  if (program !== null && !(open && participates(program, occasion.locationId)))
    reasons.push('location_not_participating');
  if (program !== null && program.currency !== occasion.currency) reasons.push('currency_mismatch');
  return reasons.map((code) => ({ code, message: messages[code] }));
}

/** Whether a location takes part in a program. Without a location only programs of all locations do. */
export function participates(program: Pick<Program, 'locationIds'>, locationId: string | null): boolean {
  if (program.locationIds === null) return true;
  return locationId !== null && program.locationIds.includes(locationId);
}

const messages = {
  not_started: 'The program had not started at that time',
  paused: 'The program was paused at that time',
  ended: 'The program had ended at that time',
  deleted: 'The program was deleted',
  not_enrolled: 'The customer is not enrolled in the program',
  not_enrolled_yet: 'The purchase was made before the customer enrolled',
  location_not_participating: 'The location does not take part in the program',
  currency_mismatch: 'The purchase is in another currency than the program',
};
