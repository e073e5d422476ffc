import Joi from 'joi';
import { ruleOf } from '../../domain/ledger/rule-of';
import type { Instant, Program } from '../../domain/program/program';
import { bodyFaults } from '../ledger/check-body';
import { externalId, id, instant, instantOf, line, number } from '../ledger/fields';
import { readQuantity } from '../ledger/quantity';
import type { NdjsonLine } from '../middleware/ndjson-body';
import type { FieldError } from '../problem';
import { errorsOf, type Fault, meaningFault } from '../programs/faults';

/** One line of an import as it is sent. */
interface RowBody {
  readonly externalId: string;
  readonly programId: string;
  readonly reference: string;
  readonly balance?: number;
  readonly progress?: number;
  readonly expiresAt?: string | null;
  readonly tier?: string;
  readonly joinedAt?: string;
}

const quantity = () => number().min(0).max(1_000_000_000);

export const rowBody = Joi.object<RowBody>({
  externalId: externalId().required().description('Whose; a customer who is not known yet is created.'),
  programId: id().required().description('In which program; it must not be a draft.'),
  reference: line(255)
    .required()
    .description('Unique per customer and program: a line with a known reference is skipped.'),
  balance: quantity().description('Points to begin with; only of programs with points.'),
  progress: quantity().description('Punches, stamps, amount and so on to begin with; of all other programs.'),
  expiresAt: instant()
    .allow(null)
    .description('When the points expire: left out as the program says, null never. RFC 3339.'),
  tier: line(100).description('The tier that is held; the next review decides whether it is kept.'),
  joinedAt: instant().description('Since when the customer takes part; now when left out. RFC 3339.'),
});

/** A line of an import that can be booked. */
export interface ImportRow {
  readonly line: number;
  readonly body: RowBody;
  readonly expiresAt: Instant | null | undefined;
  readonly joinedAt: Instant;
}

/** A line that cannot be booked. */
export interface BadLine {
  readonly line: number;
  readonly errors: readonly FieldError[];
}

/** Checks the shape of one line. */
export function readRow(read: NdjsonLine, now: Instant): ImportRow | BadLine {
  const { line: position } = read;
  if ('errors' in read) return read;
  const { value: body, faults: ofShape } = bodyFaults(read.value, rowBody);
  if (ofShape.length > 0) return { line: position, errors: errorsOf(ofShape) };
  const faults: Fault[] = [];
  const joinedAt = instantOf(body.joinedAt, '/joinedAt', 'Join date', faults) ?? now;
  const expiresAt = instantOf(body.expiresAt, '/expiresAt', 'Expiry', faults);
  if (joinedAt > now) {
    faults.push(meaningFault('/joinedAt', 'in_the_future', 'Join date must not be in the future'));
  }
  if (faults.length > 0) return { line: position, errors: errorsOf(faults) };
  return { line: position, body, joinedAt, expiresAt: body.expiresAt === undefined ? undefined : expiresAt };
}

/** The opening quantity of a line in the program's unit, or what is wrong with it for such a program. */
export function openingOf({ body }: ImportRow, program: Program): number | FieldError {
  const { unit, redemptionValue } = ruleOf(program);
  const [field, other] =
    redemptionValue === undefined ? (['progress', 'balance'] as const) : (['balance', 'progress'] as const);
  if (body[other] !== undefined) {
    const message = `A program of this kind takes ${field}, not ${other}`;
    return { pointer: `/${other}`, code: 'not_allowed', message };
  }
  const read = readQuantity(unit(program.ruleConfig), body[field] ?? 0, program.currency);
  if (typeof read === 'number') return read;
  return { pointer: `/${field}`, code: read.code, message: `${field} ${read.message}` };
}
