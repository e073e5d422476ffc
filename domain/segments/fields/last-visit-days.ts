import { compares } from '../compare';
import { fullDays, purchasesWithin } from '../facts';
import type { LastVisitDaysCondition } from '../rule';
import { conditionOf, days, fieldName, type FieldDefinition, numberOps } from './field';

/** How long ago the customer came last. */
export const lastVisitDays: FieldDefinition<LastVisitDaysCondition> = {
  ops: numberOps,
  schema: (joi, op) =>
    conditionOf<LastVisitDaysCondition>(joi, fieldName(joi, 'lastVisitDays'), op, { value: days(joi) }),
  matches({ op, value }, facts, { now }) {
    const latest = Math.max(...purchasesWithin(facts, now, undefined).map(({ occurredAt }) => occurredAt));
    return Number.isFinite(latest) && compares(fullDays(latest, now), op, value);
  },
};
