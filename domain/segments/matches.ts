import type { CustomerFacts } from './facts';
import { definitionOf, fieldKind } from './fields';
import type { SegmentContext, SegmentRule } from './rule';

/** Whether a customer belongs to a segment. The rule must be valid; the database decides the same by SQL. */
export function matches(rule: SegmentRule, facts: CustomerFacts, context: SegmentContext): boolean {
  if ('all' in rule) return rule.all.every((member) => matches(member, facts, context));
  if ('any' in rule) return rule.any.some((member) => matches(member, facts, context));
  if ('not' in rule) return !matches(rule.not, facts, context);
  const kind = fieldKind(rule.field);
  if (kind === null) throw new RangeError(`no field of segments is called ${rule.field}`);
  return definitionOf(kind).matches(rule, facts, context);
}
