import type { ItemResult, Operation } from '../db/operations/operation';
import type { Instant } from '../domain/program/program';
import type { Revision } from '../domain/program/revision';

/** What one item did: its result, what it recorded, and whose workflow is to be told. */
export interface ItemEffect {
  readonly result: ItemResult;
  readonly revisions: readonly Revision[];
  readonly wake: string | null;
}

/** One program of an operation, as the functions that change programs see it. */
export interface ItemContext {
  readonly operation: Operation;
  readonly programId: string;
  /** The same for every repetition. */
  readonly commandId: string;
  readonly at: Instant;
}

/** The result of a program that was not changed. */
export function failed(
  programId: string,
  why: Required<Pick<ItemResult, 'code' | 'message'>> & Pick<ItemResult, 'errors' | 'allowed'>,
): ItemResult {
  return { programId, status: 'failed', ...why };
}

/** The result of a program that the business does not have, or not any more. */
export function notFound(programId: string): ItemResult {
  return failed(programId, {
    code: 'program_not_found',
    message: 'Nothing of your business has this id.',
  });
}

const inThePast = 'End date must be in the future';

/** Why a program is not made live. */
export const endInThePast = {
  code: 'validation_failed',
  message: inThePast,
  errors: [{ pointer: '/endsAt', code: 'end_in_the_past', message: inThePast }],
};
