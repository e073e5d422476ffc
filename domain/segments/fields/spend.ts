import type Joi from 'joi';
import { maximumAmount, toMinorUnits } from '../../money';
import { tell, tooPrecise } from '../../rules/fields';
import { compares } from '../compare';
import { purchasesWithin } from '../facts';
import type { SpendCondition } from '../rule';
import { conditionOf, fieldName, type FieldDefinition, numberOps, window } from './field';

/** What the customer paid, less what was given back. */
export const spend: FieldDefinition<SpendCondition> = {
  ops: numberOps,
  schema: (joi, op, digits) =>
    conditionOf<SpendCondition>(joi, fieldName(joi, 'spend'), op, {
      value: amount(joi, digits),
      withinDays: window(joi),
    }),
  matches({ op, value, withinDays }, facts, { now, currency }) {
    const paid = purchasesWithin(facts, now, withinDays)
      .filter((purchase) => purchase.currency === currency)
      .reduce((sum, { kept }) => sum + kept, 0);
    return compares(paid, op, toMinorUnits(value, currency));
  },
};

function amount(joi: Joi.Root, digits: number): Joi.Schema {
  const range = 'Value must be between 0 and 1,000,000,000';
  return tell(joi.number().unsafe().min(0).max(maximumAmount).precision(digits), {
    'number.base': 'Value must be a number',
    'number.min': range,
    'number.max': range,
    'number.infinity': range,
    'number.precision': tooPrecise('Value', digits),
    'any.required': 'Value is missing',
  }).required();
}
