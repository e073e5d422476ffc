import { fieldKind, type FieldKind } from '../../domain/segments/fields';
import type { Condition, SegmentContext, SegmentRule } from '../../domain/segments/rule';
import { enrolledDaysSql, tierSql } from './sql/accounts';
import { attributeSql } from './sql/attribute';
import { type Fragment, joined, negated } from './sql/fragment';
import { lastVisitDaysSql, spendSql, visitsSql } from './sql/purchases';

/**
 * A rule as SQL: a condition on the row `c` of `customers` that is true or false, never null. Everything that people
 * wrote is in the bindings. The rule must be valid.
 */
export function compileSegment(rule: SegmentRule, context: SegmentContext): Fragment {
  if ('all' in rule) return joined(compiled(rule.all, context), 'AND');
  if ('any' in rule) return joined(compiled(rule.any, context), 'OR');
  if ('not' in rule) return negated(compileSegment(rule.not, context));
  const kind = fieldKind(rule.field);
  if (kind === null) throw new RangeError('a rule asks for a field that segments do not have');
  return byKind[kind](rule as never, context);
}

function compiled(rules: readonly SegmentRule[], context: SegmentContext): Fragment[] {
  return rules.map((rule) => compileSegment(rule, context));
}

const byKind: { readonly [K in FieldKind]: (condition: never, context: SegmentContext) => Fragment } = {
  attribute: attributeSql,
  enrolledDays: (condition: Extract<Condition, { field: 'enrolledDays' }>, { now }) =>
    enrolledDaysSql(condition, now),
  spend: spendSql,
  visits: visitsSql,
  tier: tierSql,
  lastVisitDays: lastVisitDaysSql,
};
