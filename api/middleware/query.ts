import type Joi from 'joi';
import { type FieldError, Problem } from '../problem';
import { isStorable } from './json-hazards';

/**
 * Reads the query string by the schema of a route. Unknown parameters are refused, and so is one that is sent twice
 * although it is not a list.
 */
export function readQuery<Query>(querystring: string, schema: Joi.ObjectSchema<Query>): Query {
  const raw: Record<string, string | string[]> = Object.create(null);
  for (const [name, value] of new URLSearchParams(querystring)) {
    const before = raw[name];
    if (before === undefined) raw[name] = value;
    else if (typeof before === 'string') raw[name] = [before, value];
    else before.push(value);
  }
  const { value, error } = schemaOf(schema).validate(raw);
  const errors = [...unstorable(raw), ...(error?.details ?? []).map(fieldError)];
  if (errors.length === 0) return value as Query;
  throw new Problem('invalid_request', errors[0]?.message ?? '', { errors: errors.slice(0, 20) });
}

/** Refuses any query at all, for routes that take none. */
export function refuseQuery(querystring: string): void {
  if (querystring === '') return;
  const [name] = new URLSearchParams(querystring).keys();
  const message = `"${(name ?? '').slice(0, 40)}" is not a parameter here, remove it`;
  throw new Problem('invalid_request', message, {
    errors: [{ pointer: `/${name ?? ''}`, code: 'unknown_parameter', message }],
  });
}

const compiled = new WeakMap<Joi.ObjectSchema, Joi.ObjectSchema>();

/** The schema that names every fault, made once: options given with each validation would be merged each time. */
function schemaOf(schema: Joi.ObjectSchema): Joi.ObjectSchema {
  const known = compiled.get(schema);
  if (known !== undefined) return known;
  const made = schema.prefs({ abortEarly: false, errors: { wrap: { label: false } } });
  compiled.set(schema, made);
  return made;
}

function fieldError(detail: Joi.ValidationErrorItem): FieldError {
  const name = String(detail.path[0] ?? '').slice(0, 40);
  if (detail.type === 'object.unknown') {
    const message = `"${name}" is not a parameter here, remove it`;
    return { pointer: `/${name}`, code: 'unknown_parameter', message };
  }
  return { pointer: `/${name}`, code: 'invalid_parameter', message: detail.message };
}

function unstorable(raw: Record<string, string | string[]>): FieldError[] {
  return Object.entries(raw)
    .filter(([, value]) => ![value].flat().every(isStorable))
    .map(([name]) => ({
      pointer: `/${name}`,
      code: 'invalid_parameter',
      message: `${name} holds a character that is no text`,
    }));
}
