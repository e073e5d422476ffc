import type { EnrolledDaysCondition, TierCondition } from '../../../domain/segments/rule';
import { daysBefore, instant } from './days';
import { type Fragment, negated, operators } from './fragment';

/** Full days since an enrolment of the customer `c`. */
export function enrolledDaysSql({ op, value, programId }: EnrolledDaysCondition, now: number): Fragment {
  const inProgram = programId === undefined ? '' : ' AND a.program_id = CAST(? AS uuid)';
  return {
    sql: `EXISTS (SELECT FROM accounts a WHERE a.customer_id = c.id${inProgram}
      AND a.enrolled_at <= ${instant} AND ${daysBefore('a.enrolled_at')} ${operators[op]} CAST(? AS bigint))`,
    bindings: [...(programId === undefined ? [] : [programId]), now, now, value],
  };
}

/** The tier of the customer `c` in a program. */
export function tierSql({ op, value, programId }: TierCondition): Fragment {
  const account = `EXISTS (SELECT FROM accounts a
    WHERE a.customer_id = c.id AND a.program_id = CAST(? AS uuid) AND a.tier`;
  if (op === 'exists') {
    const exists = { sql: `${account} IS NOT NULL)`, bindings: [programId] };
    return value === true ? exists : negated(exists);
  }
  const names = JSON.stringify(Array.isArray(value) ? value : [value]);
  const among = {
    sql: `${account} IN (SELECT jsonb_array_elements_text(CAST(? AS jsonb))))`,
    bindings: [programId, names],
  };
  return op === 'eq' || op === 'in' ? among : negated(among);
}
