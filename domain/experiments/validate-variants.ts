/** Validation of an experiment's variants: every problem at once, each with a pointer, a stable code and a plain message. */
import type Joi from 'joi';
import type { RuleType } from '../rules';
import { flag, group, list, tell, whole } from '../rules/fields';
import { oversize, reservedKeys } from '../rules/hazards';
import { type ConfigProblem, fieldsOf, itemsOf, problem } from '../rules/problem';
import { firstPerField, problemOf, validateRuleConfig, type Validation } from '../rules/validate';
import { fewestVariants, mostVariants, totalWeight, type Variant } from './variant';

/** The program whose config is varied. */
export interface VariedProgram {
  readonly ruleType: RuleType;
  readonly currency: string;
}

/** The Joi schema of the list of variants, but for their configs, which are checked by their rule. */
export function variantsSchema(joi: Joi.Root): Joi.ArraySchema {
  const variant = group<Variant>(joi, 'Variant', {
    name: variantName(joi).required(),
    weight: whole(joi, 'Weight', 1, totalWeight - 1).required(),
    control: flag(joi, 'Control'),
    ruleConfig: joi.any(),
  });
  return list(joi, 'Variants', variant, fewestVariants, mostVariants).required();
}

/**
 * Validates `value` as the variants of an experiment with a program: two to four, with names of their own, weights that
 * add up to 100, one control, and valid configs of the program's rule. Pointers are relative to the list.
 */
export function validateVariants(
  joi: Joi.Root,
  value: unknown,
  program: VariedProgram,
): Validation<readonly Variant[]> {
  const shape = shapeProblem(value);
  if (shape !== null) return { errors: [shape] };
  const { error } = variantsSchema(joi).validate(value, { convert: false, abortEarly: false });
  const errors = firstPerField([
    ...reservedKeys(value),
    ...(error?.details ?? []).map(problemOf),
    ...nameProblems(value),
    ...weightProblems(value),
    ...controlProblems(value),
    ...itemsOf(value).flatMap((variant, i) => configProblems(joi, variant, i, program)),
  ]);
  return errors.length === 0 ? { value: value as readonly Variant[] } : { errors };
}

function shapeProblem(value: unknown): ConfigProblem | null {
  const count = itemsOf(value).length;
  if (count > mostVariants) {
    const message = `Variants must have between ${fewestVariants} and ${mostVariants} entries`;
    return problem([], 'too_many', message);
  }
  return oversize(itemsOf(value).map((variant) => ({ ...fieldsOf(variant), ruleConfig: null })));
}

function variantName(joi: Joi.Root): Joi.StringSchema {
  const message = 'Name must have 1 to 40 letters, digits, underscores and hyphens, a letter or digit first';
  return tell(joi.string().pattern(/^[A-Za-z0-9][A-Za-z0-9_-]{0,39}$/), {
    'string.base': message,
    'string.empty': message,
    'string.pattern.base': message,
    'any.required': 'Name is missing',
  });
}

function nameProblems(value: unknown): ConfigProblem[] {
  const names = itemsOf(value).map((variant) => fieldsOf(variant)['name']);
  return names.flatMap((name, i) =>
    typeof name === 'string' && names.indexOf(name) < i
      ? [problem([i, 'name'], 'duplicate', `Name "${name.slice(0, 40)}" is used twice`)]
      : [],
  );
}

/** Said of the last weight, which is where people make up the difference. */
function weightProblems(value: unknown): ConfigProblem[] {
  const weights = itemsOf(value).map((variant) => fieldsOf(variant)['weight']);
  if (weights.length < fewestVariants || !weights.every((weight) => Number.isInteger(weight))) return [];
  const sum = (weights as number[]).reduce((total, weight) => total + weight, 0);
  if (sum === totalWeight) return [];
  const message = `Weights must add up to ${totalWeight}, they add up to ${sum}`;
  return [problem([weights.length - 1, 'weight'], 'weights_do_not_sum', message)];
}

function controlProblems(value: unknown): ConfigProblem[] {
  const controls = itemsOf(value).flatMap((variant, i) => (fieldsOf(variant)['control'] === true ? [i] : []));
  if (controls.length === 1 || itemsOf(value).length < fewestVariants) return [];
  if (controls.length === 0) return [problem([], 'no_control', 'One variant must be the control')];
  const [, ...rest] = controls;
  return rest.map((i) => problem([i, 'control'], 'duplicate', 'Only one variant can be the control'));
}

function configProblems(joi: Joi.Root, variant: unknown, i: number, program: VariedProgram): ConfigProblem[] {
  const { ruleType, currency } = program;
  const checked = validateRuleConfig(joi, ruleType, fieldsOf(variant)['ruleConfig'], { currency });
  if ('value' in checked) return [];
  return checked.errors.map((one) => ({ ...one, pointer: `/${i}/ruleConfig${one.pointer}` }));
}
