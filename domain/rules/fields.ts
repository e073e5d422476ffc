/**
 * The kinds of fields that rule configs are made of. Joi is received, never imported: it cannot load where workflows
 * run. Each kind says in plain words what is wrong and what would be right; bounds are Joi's own, so that they also
 * appear in the JSON Schema.
 */
import type Joi from 'joi';
import { maximumAmount } from '../money';

/** A schema for every field of `T`, optional ones included: none can be forgotten. */
export type FieldSchemas<T> = { readonly [K in keyof Required<T>]: Joi.Schema };

const grouped = (value: number): string => String(value).replace(/\B(?=(?:\d{3})+$)/g, ',');

/**
 * Says in plain words what Joi reports by code. Not by Joi's `messages`: those are merged again for every field of
 * every value, which costs more than the validation itself.
 */
export function tell<Schema extends Joi.AnySchema>(
  schema: Schema,
  words: Readonly<Record<string, string>>,
): Schema {
  return schema.error((reports) => {
    for (const report of reports) report.message ||= words[report.code] ?? '';
    return reports;
  });
}

/** Names of categories as keys of a map. `__proto__` is refused apart, since Joi never shows it to a schema. */
export const categoryKey = /^[A-Za-z0-9_-]{1,40}$/;

/** A whole number within bounds, both included. */
export function whole(joi: Joi.Root, label: string, min: number, max: number): Joi.NumberSchema {
  const range = `${label} must be between ${grouped(min)} and ${grouped(max)}`;
  const type = `${label} must be a whole number`;
  return tell(joi.number().unsafe().integer().min(min).max(max), {
    'number.base': type,
    'number.integer': type,
    'number.min': range,
    'number.max': range,
    'number.infinity': range,
    'any.required': `${label} is missing`,
  });
}

/** A number above zero, at most `max`, with at most `places` decimals. */
export function positive(joi: Joi.Root, label: string, max: number, places: number): Joi.NumberSchema {
  const message = `${label} must be a positive number`;
  return decimalField(joi, label, max, places, { wrongType: message, tooSmall: message });
}

/** An amount of money above zero, in currency units, as precise as the currency at most. */
export function money(joi: Joi.Root, label: string, digits: number): Joi.NumberSchema {
  const words = { wrongType: `${label} must be a number`, tooSmall: `${label} must be greater than $0` };
  return decimalField(joi, label, maximumAmount, digits, words);
}

function decimalField(
  joi: Joi.Root,
  label: string,
  max: number,
  places: number,
  words: { readonly wrongType: string; readonly tooSmall: string },
): Joi.NumberSchema {
  const tooLarge = `${label} must be at most ${grouped(max)}`;
  return tell(joi.number().unsafe().greater(0).max(max).precision(places), {
    'number.base': words.wrongType,
    'number.greater': words.tooSmall,
    'number.max': tooLarge,
    'number.infinity': tooLarge,
    'number.precision': tooPrecise(label, places),
    'any.required': `${label} is missing`,
  });
}

/** What is said of a number with more decimals than `places`. */
export function tooPrecise(label: string, places: number): string {
  return places === 0 ? `${label} must not have decimals` : `${label} must have at most ${places} decimals`;
}

/** Text that is not blank, without spaces around it. */
export function text(joi: Joi.Root, label: string, max: number): Joi.StringSchema {
  return tell(joi.string().trim().max(max), {
    'string.base': `${label} must be text`,
    'string.empty': `${label} must not be empty`,
    'string.trim': `${label} must not start or end with spaces`,
    'string.max': `${label} must have at most ${max} characters`,
    'any.required': `${label} is missing`,
  });
}

/** One of a few words. */
export function choice<T extends string>(
  joi: Joi.Root,
  label: string,
  values: readonly T[],
): Joi.StringSchema<T> {
  const message = `${label} must be one of ${values.join(', ')}`;
  return tell(joi.string<T>().valid(...values), {
    'string.base': message,
    'string.empty': message,
    'any.only': message,
    'any.required': `${label} is missing`,
  });
}

/** Yes or no. */
export function flag(joi: Joi.Root, label: string): Joi.BooleanSchema {
  return tell(joi.boolean(), {
    'boolean.base': `${label} must be true or false`,
    'any.required': `${label} is missing`,
  });
}

/** An object of exactly these fields. Unknown ones are refused by name. */
export function group<T>(joi: Joi.Root, label: string, fields: FieldSchemas<T>): Joi.ObjectSchema<T> {
  return tell(joi.object<T>({ ...fields }), {
    'object.base': `${label} must be an object`,
    'any.required': `${label} is missing`,
  });
}

/** A list of `min` to `max` items. */
export function list(
  joi: Joi.Root,
  label: string,
  item: Joi.Schema,
  min: number,
  max: number,
): Joi.ArraySchema {
  const range = `${label} must have between ${min} and ${max} entries`;
  return tell(joi.array().items(item).min(min).max(max), {
    'array.base': `${label} must be a list`,
    'array.min': range,
    'array.max': range,
    'array.sparse': `${label} must not have gaps`,
    'any.required': `${label} is missing`,
  });
}

/** A map from category names (letters, digits, `_` and `-`) to values. */
export function byCategory(joi: Joi.Root, label: string, value: Joi.Schema, max: number): Joi.ObjectSchema {
  return tell(joi.object().pattern(categoryKey, value).max(max), {
    'object.base': `${label} must be an object of names and numbers`,
    'object.max': `${label} must have at most ${max} entries`,
  });
}
