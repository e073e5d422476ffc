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

/** The segments to which a customer belongs, of those that were asked about. */
export type Segments = ReadonlySet<string>;

export const noSegments: Segments = new Set();

/**
 * Why an occasion earns nothing in a program, whatever was bought; empty when it can earn.
 * @param program the program as it was at the occasion; null if it did not exist yet
 * @param segments those to which the customer belonged at the occasion, of those that the program names
 */
export function ineligible(
  program: Program | null,
  account: Account | null,
  occasion: Occasion,
  segments: Segments,
): Reason[] {
  const reasons: (keyof typeof messages)[] = [];
  const status = program === null ? 'not_started' : notEarningReason(program, occasion.occurredAt);
  if (status !== null) reasons.push(status === 'draft' ? 'not_started' : status);
  if (account === null) reasons.push('not_enrolled');
  else if (occasion.occurredAt < account.enrolledAt) reasons.push('not_enrolled_yet');
  const open = occasion.locationArchived !== true;
  if (program !== null && !(open && participates(program, occasion.locationId)))
    reasons.push('location_not_participating');
  if (program !== null && program.currency !== occasion.currency) reasons.push('currency_mismatch');
  if (program !== null && account !== null && !isFor(program, segments)) reasons.push('not_in_segment');
  return reasons.map((code) => ({ code, message: messages[code] }));
}

/** Whether a location takes part in a program. Without a location only programs of all locations do. */
export function participates(program: Pick<Program, 'locationIds'>, locationId: string | null): boolean {
  if (program.locationIds === null) return true;
  return locationId !== null && program.locationIds.includes(locationId);
}

/** Whether a program is for a customer who belongs to these segments. */
export function isFor({ segmentIds }: Pick<Program, 'segmentIds'>, segments: Segments): boolean {
  return segmentIds === null || segmentIds.some((id) => segments.has(id));
}

const messages = {
  not_started: 'The program had not started at that time',
  between_windows: 'The program was between its opening hours at that time',
  blackout: 'The program was closed by a blackout at that time',
  paused: 'The program was paused at that time',
  ended: 'The program had ended at that time',
  deleted: 'The program was deleted',
  not_enrolled: 'The customer is not enrolled in the program',
  not_enrolled_yet: 'The purchase was made before the customer enrolled',
  location_not_participating: 'The location does not take part in the program',
  currency_mismatch: 'The purchase is in another currency than the program',
  not_in_segment: 'The program is for customers in certain segments, and the customer was in none of them',
};
