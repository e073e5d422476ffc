import type Joi from 'joi';
import { pointerOf } from '../../domain/rules/problem';
import type { ProgramBody } from './body-schema';
import { type Fault, shapeFault } from './faults';

/** What is wrong with the shape of a body, and as much of it as can be read all the same. */
export interface ShapeCheck {
  readonly body: Partial<ProgramBody>;
  readonly faults: readonly Fault[];
}

const mostFaults = 100;

/** Checks a body against its schema, every fault at once. */
export function checkShape(raw: unknown, schema: Joi.ObjectSchema<ProgramBody>): ShapeCheck {
  const { value, error } = schema.validate(raw);
  const details = (error?.details ?? []).slice(0, mostFaults);
  const readable = typeof value === 'object' && value !== null && !Array.isArray(value);
  const body: Record<string, unknown> = readable ? { ...value } : {};
  for (const { path } of details) {
    if (path[0] !== undefined) delete body[path[0]];
  }
  return { body, faults: details.map(faultOf) };
}

const codes: Readonly<Record<string, string>> = {
  'any.required': 'required',
  'any.only': 'not_allowed',
  'object.base': 'not_an_object',
  'string.base': 'not_text',
  'string.empty': 'empty',
  'string.max': 'too_long',
  'string.length': 'wrong_length',
  'string.pattern.base': 'control_character',
  'string.guid': 'not_an_id',
  'boolean.base': 'not_a_boolean',
  'array.base': 'not_a_list',
  'array.min': 'too_few',
  'array.max': 'too_many',
  'array.unique': 'duplicate',
};

const messages: Readonly<Record<string, (label: string) => string>> = {
  'any.required': (label) => `${label} is missing`,
  'string.empty': (label) => `${label} must not be empty`,
  'string.pattern.base': (label) => `${label} must not hold control characters`,
  'array.min': (label) => `${label} must name at least one, or be null for all`,
  'array.unique': (label) => `${label} must not name the same one twice`,
};

function faultOf(detail: Joi.ValidationErrorItem): Fault {
  const pointer = pointerOf(detail.path);
  if (detail.type === 'object.unknown') return unknownField(String(detail.path.at(-1)), pointer);
  const message = messages[detail.type]?.(detail.context?.label ?? 'value') ?? detail.message;
  return shapeFault(pointer, codes[detail.type] ?? 'invalid', message);
}

function unknownField(name: string, pointer: string): Fault {
  if (name === 'isActive') {
    const message =
      'isActive cannot be edited: use POST /programs/{id}/activate, /pause, /resume or /end instead';
    return shapeFault(pointer, 'use_lifecycle_endpoints', message);
  }
  return shapeFault(pointer, 'unknown_field', `"${name.slice(0, 40)}" is not a field here, remove it`);
}
