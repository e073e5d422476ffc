import type Joi from 'joi';
import { tell } from '../../rules/fields';
import { compares } from '../compare';
import type { AttributeCondition, Comparison, Scalar } from '../rule';
import { conditionOf, type FieldDefinition } from './field';
import { datePattern, listOf, ordered, scalar, yesOrNo } from './values';

/** What every field of this kind starts with. */
export const attributePrefix = 'attributes.';

const fieldPattern = /^attributes\.(?!__proto__$)[A-Za-z0-9_.-]{1,64}$/;
const date = new RegExp(datePattern);

/** The name of the attribute that a condition is about. */
export function attributeKey(condition: AttributeCondition): string {
  return condition.field.slice(attributePrefix.length);
}

/** An attribute that the business gave its customer. */
export const attribute: FieldDefinition<AttributeCondition> = {
  ops: ['eq', 'ne', 'lt', 'lte', 'gt', 'gte', 'in', 'notIn', 'exists'],
  schema: (joi, op) => conditionOf<AttributeCondition>(joi, field(joi), op, { value: valueOf(joi, op) }),
  matches(condition, { attributes }) {
    const key = attributeKey(condition);
    const held = Object.hasOwn(attributes, key) ? attributes[key] : undefined;
    return holds(held, condition);
  },
};

function field(joi: Joi.Root): Joi.Schema {
  return tell(joi.string().pattern(fieldPattern), {
    'string.pattern.base':
      'Field must name an attribute: attributes. and up to 64 letters, digits, dots, underscores and hyphens',
  });
}

function valueOf(joi: Joi.Root, op: AttributeCondition['op']): Joi.Schema {
  if (op === 'exists') return yesOrNo(joi);
  if (op === 'eq' || op === 'ne') return scalar(joi).required();
  return op === 'in' || op === 'notIn' ? listOf(joi, scalar(joi)) : ordered(joi).required();
}

function holds(held: unknown, { op, value }: AttributeCondition): boolean {
  switch (op) {
    case 'exists':
      return (held !== undefined && held !== null) === value;
    case 'eq':
      return held === value;
    case 'ne':
      return held !== value;
    case 'in':
      return (value as readonly Scalar[]).includes(held as Scalar);
    case 'notIn':
      return !(value as readonly Scalar[]).includes(held as Scalar);
    default:
      return isOrdered(held, op, value);
  }
}

function isOrdered(held: unknown, op: Comparison, value: AttributeCondition['value']): boolean {
  if (typeof value === 'number') return typeof held === 'number' && compares(held, op, value);
  return typeof held === 'string' && date.test(held) && compares(held, op, value as string);
}
