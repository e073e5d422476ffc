import type Joi from 'joi';
import type { FieldSchemas } from '../../rules/fields';
import { choice, group, whole } from '../../rules/fields';
import type { CustomerFacts } from '../facts';
import { comparisons, longestWindow, mostDays, type Comparison, type SegmentContext } from '../rule';

/** One kind of condition. Its SQL is in `db/segments/sql`, and is tested to agree with `matches`. */
export interface FieldDefinition<C extends { readonly field: string; readonly op: string }> {
  readonly ops: readonly C['op'][];
  /**
   * The schema of a condition with this operator.
   * @param digits decimals of the business's currency
   */
  schema(joi: Joi.Root, op: C['op'], digits: number): Joi.ObjectSchema;
  matches(condition: C, facts: CustomerFacts, context: SegmentContext): boolean;
}

/** A condition of exactly these fields; `field` and `op` were checked before it was chosen. */
export function conditionOf<C extends { readonly field: string; readonly op: string }>(
  joi: Joi.Root,
  field: Joi.Schema,
  op: C['op'],
  rest: FieldSchemas<Omit<C, 'field' | 'op'>>,
): Joi.ObjectSchema {
  const fields = { field: field.required(), op: choice(joi, 'Op', [op]).required(), ...rest };
  return group(joi, 'Condition', fields as FieldSchemas<Record<string, unknown>>);
}

/** Exactly this field. */
export function fieldName(joi: Joi.Root, name: string): Joi.Schema {
  return choice(joi, 'Field', [name]);
}

export const numberOps: readonly Comparison[] = comparisons;

/** A number of days. */
export function days(joi: Joi.Root): Joi.Schema {
  return whole(joi, 'Value', 0, mostDays).required();
}

/** How far back to look. */
export function window(joi: Joi.Root): Joi.Schema {
  return whole(joi, 'Within days', 1, longestWindow);
}
