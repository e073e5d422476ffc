/** Validation of a rule config: every problem at once, each with a pointer, a stable code and a plain message. */
import type Joi from 'joi';
import { currencyDigits } from '../money';
import { oversize, reservedKeys } from './hazards';
import { type ConfigOf, type RuleConfig, ruleFor, type RuleType } from './index';
import { type ConfigProblem, pointerOf, problem } from './problem';

export type { ConfigProblem } from './problem';

export type Validation<Config> = { readonly value: Config } | { readonly errors: readonly ConfigProblem[] };

/** More problems than this are not listed: nobody reads them, and the answer must stay small. */
const mostProblems = 100;

/** Whatever else Joi says means that a value is not one of those allowed. */
const codes: Readonly<Record<string, string>> = {
  'any.required': 'required',
  'object.unknown': 'unknown_field',
  'object.base': 'not_an_object',
  'object.max': 'too_many',
  'array.base': 'not_a_list',
  'array.min': 'too_few',
  'array.max': 'too_many',
  'array.sparse': 'not_a_list',
  'number.base': 'not_a_number',
  'number.integer': 'not_a_whole_number',
  'number.min': 'out_of_range',
  'number.max': 'out_of_range',
  'number.infinity': 'out_of_range',
  'number.greater': 'not_positive',
  'number.precision': 'too_precise',
  'string.base': 'not_text',
  'string.empty': 'empty',
  'string.trim': 'surrounded_by_spaces',
  'string.max': 'too_long',
  'boolean.base': 'not_a_boolean',
};

const compiled = new WeakMap<Joi.Root, Map<string, Joi.ObjectSchema<RuleConfig>>>();

/**
 * The Joi schema of a rule's config in `currency`, built once per rule type and number of decimals. It refuses every
 * coercion. It does not hold what only `validateRuleConfig` checks: fields that contradict one another.
 */
export function ruleConfigSchema(
  joi: Joi.Root,
  type: RuleType,
  currency: string,
): Joi.ObjectSchema<RuleConfig> {
  const schemas = compiled.get(joi) ?? new Map<string, Joi.ObjectSchema<RuleConfig>>();
  compiled.set(joi, schemas);
  const digits = currencyDigits(currency);
  const key = `${type}/${digits}`;
  const known = schemas.get(key);
  if (known !== undefined) return known;
  const schema = ruleFor(type).schema(joi, digits).required().prefs({ convert: false, abortEarly: false });
  schemas.set(key, schema);
  return schema;
}

/** Validates `value` as the config of rule `type` of a program in `currency`. Never throws, whatever `value` is. */
export function validateRuleConfig<T extends RuleType>(
  joi: Joi.Root,
  type: T,
  value: unknown,
  { currency }: { readonly currency: string },
): Validation<ConfigOf<T>> {
  const tooLarge = oversize(value);
  if (tooLarge !== null) return { errors: [tooLarge] };
  const { error } = ruleConfigSchema(joi, type, currency).validate(value);
  const errors = firstPerField([
    ...reservedKeys(value),
    ...ruleFor(type).check(value, currencyDigits(currency)),
    ...(error?.details ?? []).map(problemOf),
  ]);
  return errors.length === 0 ? { value: value as ConfigOf<T> } : { errors };
}

/** What Joi says, as a problem. */
export function problemOf(detail: Joi.ValidationErrorItem): ConfigProblem {
  if (detail.type === 'object.unknown') {
    const name = String(detail.path.at(-1)).slice(0, 40);
    return problem(detail.path, 'unknown_field', `"${name}" is not a field here, remove it`);
  }
  return {
    pointer: pointerOf(detail.path),
    code: codes[detail.type] ?? 'not_allowed',
    message: detail.message,
  };
}

/** One problem per field, in the order of the fields' names, and not too many. */
export function firstPerField(problems: readonly ConfigProblem[]): readonly ConfigProblem[] {
  const byPointer = new Map<string, ConfigProblem>();
  for (const found of problems) {
    if (!byPointer.has(found.pointer)) byPointer.set(found.pointer, found);
  }
  return [...byPointer.values()].slice(0, mostProblems);
}
