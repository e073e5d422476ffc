import Joi from 'joi';
import type { Instant } from '../../domain/program/program';
import { type Fault, refusalOf, shapeFault } from '../programs/faults';
import { readInstant } from '../programs/instants';

const oneLine = /^\P{Cc}*$/u;

/** The id of something in this API. */
export function id(): Joi.StringSchema {
  return Joi.string().guid({ separator: '-', wrapper: false }).lowercase();
}

/** One line of text, without spaces around it. */
export function line(max: number): Joi.StringSchema {
  return Joi.string().trim().min(1).max(max).pattern(oneLine);
}

/** An id that the business made, taken as it is. */
export function externalId(): Joi.StringSchema {
  return Joi.string().min(1).max(255).pattern(oneLine);
}

/** An instant as text; `instantOf` reads it. */
export function instant(): Joi.StringSchema {
  return Joi.string()
    .max(40)
    .description('RFC 3339, with an offset from UTC, precise to the millisecond at most.');
}

/** A number that is sent as a number. */
export function number(): Joi.NumberSchema {
  return Joi.number().strict();
}

/** A whole number that is sent as a number. */
export function whole(min: number, max: number): Joi.NumberSchema {
  return number().integer().min(min).max(max);
}

/** Reads an instant; what is wrong with it goes to `faults`. Null for what was not sent. */
export function instantOf(
  text: string | null | undefined,
  pointer: string,
  label: string,
  faults: Fault[],
): Instant | null {
  if (text === null || text === undefined) return null;
  const read = readInstant(text);
  if ('instant' in read) return read.instant;
  faults.push(shapeFault(pointer, 'not_an_instant', `${label} ${read.fault}`));
  return null;
}

/** Refuses a request with all its faults, if it has any. */
export function refuse(faults: readonly Fault[]): void {
  if (faults.length > 0) throw refusalOf(faults);
}
