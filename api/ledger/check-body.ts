import type Joi from 'joi';
import { pointerOf } from '../../domain/rules/problem';
import { type Fault, refusalOf, shapeFault } from '../programs/faults';

const mostFaults = 100;

/** The body in the shape of its schema. Problem `invalid_request` with every fault otherwise. */
export function checkBody<Body>(raw: unknown, schema: Joi.ObjectSchema<Body>): Body {
  const { value, faults } = bodyFaults(raw, schema);
  if (faults.length > 0) throw refusalOf(faults);
  return value;
}

/** The body, and everything that is wrong with its shape. */
export function bodyFaults<Body>(
  raw: unknown,
  schema: Joi.ObjectSchema<Body>,
): { value: Body; faults: readonly Fault[] } {
  const { value, error } = schema.validate(raw, options);
  const faults = error === undefined ? [] : error.details.slice(0, mostFaults).map(faultOf);
  return { value: value as Body, faults };
}

const options: Joi.ValidationOptions = {
  abortEarly: false,
  errors: { wrap: { label: false }, label: 'key' },
};

const codes: Readonly<Record<string, string>> = {
  'any.required': 'required',
  'any.only': 'not_allowed',
  'any.invalid': 'not_allowed',
  'object.base': 'not_an_object',
  'object.max': 'too_many',
  'object.missing': 'required',
  'object.oxor': 'contradictory',
  'object.xor': 'contradictory',
  'string.base': 'not_text',
  'string.empty': 'empty',
  'string.max': 'too_long',
  'string.length': 'wrong_length',
  'string.pattern.base': 'malformed',
  'string.guid': 'not_an_id',
  'boolean.base': 'not_a_boolean',
  'number.base': 'not_a_number',
  'number.integer': 'not_a_whole_number',
  'number.min': 'too_small',
  'number.greater': 'too_small',
  'number.max': 'too_large',
  'number.infinity': 'too_large',
  'number.unsafe': 'too_large',
  'array.base': 'not_a_list',
  'array.min': 'too_few',
  'array.max': 'too_many',
  'array.unique': 'duplicate',
};

function faultOf(detail: Joi.ValidationErrorItem): Fault {
  const pointer = pointerOf(detail.path);
  if (detail.type === 'object.unknown') {
    const name = String(detail.path.at(-1)).slice(0, 40);
    return shapeFault(pointer, 'unknown_field', `"${name}" is not a field here, remove it`);
  }
  const message =
    detail.type === 'any.required' ? `${detail.context?.label ?? 'value'} is missing` : detail.message;
  return shapeFault(pointer, codes[detail.type] ?? 'invalid', message);
}
