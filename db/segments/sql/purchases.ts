import { toMinorUnits } from '../../../domain/money';
import { dayMs } from '../../../domain/segments/facts';
import type {
  LastVisitDaysCondition,
  SegmentContext,
  SpendCondition,
  VisitsCondition,
} from '../../../domain/segments/rule';
import { keptOf } from '../kept-of';
import { daysBefore, instant } from './days';
import { type Fragment, operators } from './fragment';

/** What the customer `c` paid. */
export function spendSql(
  { op, value, withinDays }: SpendCondition,
  { now, currency }: SegmentContext,
): Fragment {
  const { sql, bindings } = purchases(now, withinDays);
  return {
    sql: `((SELECT coalesce(sum(${keptOf('t')}), 0) ${sql} AND t.currency = CAST(? AS text))
      ${operators[op]} CAST(? AS numeric))`,
    bindings: [...bindings, currency, toMinorUnits(value, currency)],
  };
}

/** On how many days of the business's zone the customer `c` came. */
export function visitsSql(
  { op, value, withinDays }: VisitsCondition,
  { now, timezone }: SegmentContext,
): Fragment {
  const { sql, bindings } = purchases(now, withinDays);
  return {
    sql: `((SELECT count(DISTINCT (t.occurred_at AT TIME ZONE CAST(? AS text))::date) ${sql}
      AND ${keptOf('t')} IS NOT NULL) ${operators[op]} CAST(? AS bigint))`,
    bindings: [timezone, ...bindings, value],
  };
}

/** Full days since the customer `c` came last. */
export function lastVisitDaysSql({ op, value }: LastVisitDaysCondition, { now }: SegmentContext): Fragment {
  const { sql, bindings } = purchases(now, undefined);
  return {
    sql: `coalesce((SELECT ${daysBefore('t.occurred_at')} ${operators[op]} CAST(? AS bigint) ${sql}
      AND ${keptOf('t')} IS NOT NULL ORDER BY t.occurred_at DESC LIMIT 1), false)`,
    bindings: [now, value, ...bindings],
  };
}

/** The purchases `t` of the customer `c`, of all time or of the latest days. */
function purchases(now: number, withinDays: number | undefined): Fragment {
  const all = `FROM transactions t WHERE t.customer_id = c.id AND t.occurred_at <= ${instant}`;
  if (withinDays === undefined) return { sql: all, bindings: [now] };
  return { sql: `${all} AND t.occurred_at > ${instant}`, bindings: [now, now - withinDays * dayMs] };
}
