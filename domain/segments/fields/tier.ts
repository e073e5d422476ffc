import type Joi from 'joi';
import { text } from '../../rules/fields';
import type { TierCondition } from '../rule';
import { conditionOf, fieldName, type FieldDefinition } from './field';
import { listOf, programId, yesOrNo } from './values';

/** The customer's tier in a program. */
export const tier: FieldDefinition<TierCondition> = {
  ops: ['eq', 'ne', 'in', 'notIn', 'exists'],
  schema: (joi, op) =>
    conditionOf<TierCondition>(joi, fieldName(joi, 'tier'), op, {
      value: valueOf(joi, op),
      programId: programId(joi).required(),
    }),
  matches(condition, { accounts }) {
    const account = accounts.find(({ programId: id }) => id === condition.programId);
    return holds(account?.tier ?? null, condition);
  },
};

function valueOf(joi: Joi.Root, op: TierCondition['op']): Joi.Schema {
  if (op === 'exists') return yesOrNo(joi);
  const name = text(joi, 'Value', 40).required();
  return op === 'eq' || op === 'ne' ? name : listOf(joi, text(joi, 'Value', 40));
}

function holds(held: string | null, { op, value }: TierCondition): boolean {
  if (op === 'exists') return (held !== null) === value;
  const names = (Array.isArray(value) ? value : [value]) as readonly string[];
  const among = held !== null && names.includes(held);
  return op === 'eq' || op === 'in' ? among : !among;
}
