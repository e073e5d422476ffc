import { type FieldError, Problem } from '../problem';

/** Something wrong with a body: of its shape, or of what it means. */
export interface Fault extends FieldError {
  readonly meaning: boolean;
}

/** The request cannot be read as what it should be. */
export function shapeFault(pointer: string, code: string, message: string): Fault {
  return { pointer, code, message, meaning: false };
}

/** The request can be read, and asks for something that makes no sense. */
export function meaningFault(pointer: string, code: string, message: string): Fault {
  return { pointer, code, message, meaning: true };
}

/**
 * The one rule that tells 422 from 400: as soon as one fault is about meaning (the rule's config, dates, locations, a
 * change of the rule type), the answer is 422; otherwise the shape is wrong, and it is 400.
 */
export function refusalOf(faults: readonly Fault[]): Problem {
  const code = faults.some((fault) => fault.meaning) ? 'validation_failed' : 'invalid_request';
  const errors = errorsOf(faults);
  const more = errors.length === 1 ? '' : ` (and ${errors.length - 1} more)`;
  return new Problem(code, `${errors[0]?.message ?? 'The body is not valid'}${more}`, { errors });
}

/** The faults as callers see them. */
export function errorsOf(faults: readonly Fault[]): FieldError[] {
  return faults.map(({ pointer, code, message }) => ({ pointer, code, message }));
}
