/** Validation of a segment's rule: every problem at once, each with a pointer, a stable code and a plain message. */
import type Joi from 'joi';
import { currencyDigits } from '../money';
import { type ConfigProblem, fieldsOf, problem } from '../rules/problem';
import { firstPerField, problemOf, type Validation } from '../rules/validate';
import { definitionOf, fieldKind, fieldNames } from './fields';
import type { SegmentRule } from './rule';
import { conditionSchema, type Group, groupSchema, groups } from './schema';
import { shapeProblem } from './shape';

type Path = readonly (string | number)[];

/**
 * Validates `value` as the rule of a segment of a business that counts in `currency`. Never throws, whatever `value`
 * is; a rule that is too deep or too large is refused before anything recurses into it.
 */
export function validateSegmentRule(
  joi: Joi.Root,
  value: unknown,
  { currency }: { readonly currency: string },
): Validation<SegmentRule> {
  const shape = shapeProblem(value);
  if (shape !== null) return { errors: [shape] };
  const check = new RuleCheck(joi, currencyDigits(currency));
  const errors = firstPerField(check.problemsOf(value, []));
  return errors.length === 0 ? { value: value as SegmentRule } : { errors };
}

/** The checks of one rule, node by node: each is checked by the schema of what it says it is. */
class RuleCheck {
  constructor(
    private readonly joi: Joi.Root,
    private readonly digits: number,
  ) {}

  problemsOf(rule: unknown, path: Path): ConfigProblem[] {
    if (typeof rule !== 'object' || rule === null || Array.isArray(rule)) {
      return rule === undefined
        ? [problem(path, 'required', 'Rule is missing')]
        : [problem(path, 'not_an_object', 'Rule must be an object')];
    }
    const name = groups.find((key) => Object.hasOwn(rule, key));
    if (name !== undefined) return this.groupProblems(rule, name, path);
    if (!Object.hasOwn(rule, 'field')) {
      return [problem(path, 'no_condition', 'Rule must have one of all, any, not and field')];
    }
    return this.conditionProblems(rule, path);
  }

  private groupProblems(rule: object, name: Group, path: Path): ConfigProblem[] {
    const members = fieldsOf(rule)[name];
    const own = this.reported(groupSchema(this.joi, name), rule, path);
    if (name === 'not') return [...own, ...this.problemsOf(members, [...path, name])];
    const inner = Array.isArray(members)
      ? members.flatMap((member, i) => this.problemsOf(member, [...path, name, i]))
      : [];
    return [...own, ...inner];
  }

  private conditionProblems(rule: object, path: Path): ConfigProblem[] {
    const { field, op } = fieldsOf(rule);
    const kind = fieldKind(field);
    if (kind === null) {
      return [problem([...path, 'field'], 'unknown_field', `Field must be one of ${fieldNames.join(', ')}`)];
    }
    const { ops } = definitionOf(kind);
    const known = ops.find((name) => name === op);
    if (known !== undefined) {
      return this.reported(conditionSchema(this.joi, kind, known, this.digits), rule, path);
    }
    return op === undefined
      ? [problem([...path, 'op'], 'required', 'Op is missing')]
      : [problem([...path, 'op'], 'not_allowed', `Op must be one of ${ops.join(', ')}`)];
  }

  private reported(schema: Joi.Schema, value: object, path: Path): ConfigProblem[] {
    const { error } = schema.validate(value);
    return (error?.details ?? []).map((detail) => problemOf({ ...detail, path: [...path, ...detail.path] }));
  }
}
