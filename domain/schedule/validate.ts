/** Validation of a schedule: every problem at once, each with a pointer, a stable code and a plain message. */
import type Joi from 'joi';
import { isValidZone } from '../calendar';
import { oversize, reservedKeys } from '../rules/hazards';
import { type ConfigProblem, fieldsOf, itemsOf, problem } from '../rules/problem';
import { problemOf } from '../rules/validate';
import { behaviourFindings } from './behaviour';
import { isFinding } from './finding';
import { isWindows, readBlackout, readRecurrence } from './pattern';
import type { Schedule, Work } from './schedule';
import { mostBlackouts, scheduleSchema } from './schema';

export type ScheduleValidation = { readonly value: Schedule } | { readonly errors: readonly ConfigProblem[] };

/** More problems than this are not listed: nobody reads them, and the answer must stay small. */
const mostProblems = 100;

const schemas = new WeakMap<Joi.Root, Joi.ObjectSchema<Schedule>>();

/**
 * Validates `value` as the schedule of a program in `timezone`; pointers are relative to the schedule. Never throws,
 * whatever `value` is. `work` is told how many days it took: at most some 18,600.
 */
export function validateSchedule(
  joi: Joi.Root,
  value: unknown,
  { timezone }: { readonly timezone: string },
  work: Work = { days: 0 },
): ScheduleValidation {
  if (oversize(value) !== null) {
    return { errors: [problem([], 'too_large', 'Schedule must have at most 5,000 values')] };
  }
  const known = isValidZone(timezone);
  const shape = schemaFor(joi).required().validate(value).error?.details ?? [];
  const { recurrence, blackouts } = fieldsOf(value);
  const errors = distinct([
    ...reservedKeys(value),
    ...(known ? [] : [unknownZone(timezone)]),
    ...shape.map(problemOf),
    ...recurrenceProblems(fieldsOf(recurrence), known ? timezone : 'UTC', work),
    ...itemsOf(blackouts).slice(0, mostBlackouts).flatMap(blackoutProblems),
  ]);
  return errors.length === 0 ? { value: value as Schedule } : { errors };
}

function schemaFor(joi: Joi.Root): Joi.ObjectSchema<Schedule> {
  const schema = schemas.get(joi) ?? scheduleSchema(joi);
  schemas.set(joi, schema);
  return schema;
}

function unknownZone(timezone: string): ConfigProblem {
  const message = `"${timezone.slice(0, 64)}" is not an IANA time zone such as Europe/Berlin: local times mean nothing without one`;
  return problem([], 'unknown_timezone', message);
}

/** Texts longer than the schema allows are not read. */
const readable = (value: unknown): unknown =>
  typeof value === 'string' && value.length > 0 && value.length <= 500 ? value : null;

function recurrenceProblems(
  fields: Readonly<Record<string, unknown>>,
  timezone: string,
  work: Work,
): readonly ConfigProblem[] {
  const read = readRecurrence({
    rrule: readable(fields['rrule']),
    start: readable(fields['start']),
    duration: readable(fields['duration']),
  });
  const findings = isWindows(read) ? behaviourFindings(read, timezone, work) : read;
  return findings.map(([field, { code, message }]) => problem(['recurrence', field], code, message));
}

function blackoutProblems(item: unknown, index: number): readonly ConfigProblem[] {
  const { from, to } = fieldsOf(item);
  if (typeof from !== 'string' || typeof to !== 'string') return [];
  const read = readBlackout({ from, to });
  return isFinding(read) ? [problem(['blackouts', index], read.code, read.message)] : [];
}

function distinct(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const byText = new Map(problems.map((found) => [`${found.pointer} ${found.code} ${found.message}`, found]));
  return [...byText.values()].slice(0, mostProblems);
}
