import { localDay } from '../../calendar';
import { whole } from '../../rules/fields';
import { compares } from '../compare';
import { purchasesWithin } from '../facts';
import type { VisitsCondition } from '../rule';
import { conditionOf, fieldName, type FieldDefinition, numberOps, window } from './field';

const mostVisits = 100_000;

/** On how many local days the customer came. */
export const visits: FieldDefinition<VisitsCondition> = {
  ops: numberOps,
  schema: (joi, op) =>
    conditionOf<VisitsCondition>(joi, fieldName(joi, 'visits'), op, {
      value: whole(joi, 'Value', 0, mostVisits).required(),
      withinDays: window(joi),
    }),
  matches({ op, value, withinDays }, facts, { now, timezone }) {
    const purchases = purchasesWithin(facts, now, withinDays);
    const came = new Set(purchases.map(({ occurredAt }) => localDay(occurredAt, timezone).number));
    return compares(came.size, op, value);
  },
};
