import type Joi from 'joi';
import { flag, list, tell } from '../../rules/fields';
import { mostListed } from '../rule';

/** Text that Postgres can store: no NUL, no half of a surrogate pair. */
const storable = /^[^\0\p{Surrogate}]*$/u;

/** A calendar date as text: dates in this form compare as text does. */
export const datePattern = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$';
const date = new RegExp(datePattern);

/** The program that a condition is about. Lower case, as ids are kept. */
export function programId(joi: Joi.Root): Joi.StringSchema {
  const message = 'Program id must be a UUID in lower case';
  return tell(joi.string().pattern(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/), {
    'string.base': message,
    'string.empty': message,
    'string.pattern.base': message,
    'any.required': 'Program id is missing',
  });
}

/** Text, a number, true or false. */
export function scalar(joi: Joi.Root): Joi.Schema {
  return oneOfKinds(joi, [attributeText(joi), joi.number().unsafe(), joi.boolean()], {
    wrong: 'Value must be text, a number, true or false',
  });
}

/** What has an order: a number, or a date. */
export function ordered(joi: Joi.Root): Joi.Schema {
  return oneOfKinds(joi, [joi.number().unsafe(), joi.string().pattern(date)], {
    wrong: 'Value must be a number or a date such as 1990-05-17',
  });
}

/** Whether there is something. */
export function yesOrNo(joi: Joi.Root): Joi.Schema {
  return flag(joi, 'Value').required();
}

/** A list of what a single comparison takes. */
export function listOf(joi: Joi.Root, item: Joi.Schema): Joi.Schema {
  return list(joi, 'Value', item, 1, mostListed).required();
}

function attributeText(joi: Joi.Root): Joi.StringSchema {
  return joi.string().allow('').max(1_000).pattern(storable);
}

function oneOfKinds(joi: Joi.Root, kinds: Joi.Schema[], words: { wrong: string }): Joi.Schema {
  return tell(joi.alternatives(...kinds), {
    'any.required': 'Value is missing',
    'string.max': 'Value must have at most 1,000 characters',
    'string.pattern.base': words.wrong,
    'number.infinity': words.wrong,
    'alternatives.match': words.wrong,
    'alternatives.types': words.wrong,
  });
}
