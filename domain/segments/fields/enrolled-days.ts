import { fullDays } from '../facts';
import { compares } from '../compare';
import type { EnrolledDaysCondition } from '../rule';
import { conditionOf, days, fieldName, type FieldDefinition, numberOps } from './field';
import { programId } from './values';

/** How long ago the customer enrolled. */
export const enrolledDays: FieldDefinition<EnrolledDaysCondition> = {
  ops: numberOps,
  schema: (joi, op) =>
    conditionOf<EnrolledDaysCondition>(joi, fieldName(joi, 'enrolledDays'), op, {
      value: days(joi),
      programId: programId(joi),
    }),
  matches: ({ op, value, programId: program }, { accounts }, { now }) =>
    accounts
      .filter(({ programId: id, enrolledAt }) => (program ?? id) === id && enrolledAt <= now)
      .some(({ enrolledAt }) => compares(fullDays(enrolledAt, now), op, value)),
};
