import * as fc from 'fast-check';
import type { Condition, SegmentRule } from './rule';
import { comparisons } from './rule';

const comparison = fc.constantFrom(...comparisons);
const date = fc.constantFrom('1990-05-17', '2000-02-29', '2026-01-01');

/** What an attribute may be: few values, so that rules and customers often meet. */
export const scalars = fc.oneof(
  fc.constantFrom<string | number | boolean>(
    '',
    'gold',
    'Gold',
    '5',
    "it's",
    'ö',
    'true',
    5,
    5.5,
    -1,
    0,
    true,
    false,
  ),
  date,
  fc.string({ maxLength: 3 }).filter((text) => !text.includes('\0')),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
);

/** Names of attributes. */
export const keys = fc.constantFrom('a', 'b', 'constructor', 'with.dot', 'with-dash');

const attribute = fc.tuple(
  keys,
  fc.oneof(
    fc.record({ op: fc.constantFrom('eq', 'ne'), value: scalars }),
    fc.record({
      op: comparison.filter((op) => op !== 'eq'),
      value: fc.oneof(date, fc.constantFrom(5, 0, -1, 5.5)),
    }),
    fc.record({
      op: fc.constantFrom('in', 'notIn'),
      value: fc.array(scalars, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ op: fc.constant('exists'), value: fc.boolean() }),
  ),
);
const withinDays = fc.integer({ min: 1, max: 12 });
const windowed = { op: comparison, withinDays };
const needed: ('field' | 'op' | 'value')[] = ['field', 'op', 'value'];

/** Valid conditions of every kind, about these programs. */
export function conditionsOf(programIds: readonly string[]): fc.Arbitrary<Condition> {
  const programId = fc.constantFrom(...programIds);
  const tierName = fc.constantFrom('Gold', 'Silver', 'Bronze');
  return fc.oneof(
    attribute.map(([key, rest]) => ({ field: `attributes.${key}`, ...rest })),
    fc.record(
      {
        field: fc.constant('enrolledDays'),
        op: comparison,
        value: fc.integer({ min: 0, max: 12 }),
        programId,
      },
      { requiredKeys: needed },
    ),
    fc.record(
      { field: fc.constant('spend'), ...windowed, value: fc.constantFrom(0, 0.01, 3.5, 7, 12.34) },
      { requiredKeys: needed },
    ),
    fc.record(
      { field: fc.constant('visits'), ...windowed, value: fc.integer({ min: 0, max: 4 }) },
      { requiredKeys: needed },
    ),
    fc.record({ field: fc.constant('tier'), op: fc.constantFrom('eq', 'ne'), value: tierName, programId }),
    fc.record({
      field: fc.constant('tier'),
      op: fc.constantFrom('in', 'notIn'),
      value: fc.array(tierName, { minLength: 1 }),
      programId,
    }),
    fc.record({ field: fc.constant('tier'), op: fc.constant('exists'), value: fc.boolean(), programId }),
    fc.record({
      field: fc.constant('lastVisitDays'),
      op: comparison,
      value: fc.integer({ min: 0, max: 12 }),
    }),
  ) as fc.Arbitrary<Condition>;
}

const some = (rule: fc.Arbitrary<unknown>) => fc.array(rule, { minLength: 1, maxLength: 4 });

/** Valid rules, about these programs. */
export function rulesOf(programIds: readonly string[]): fc.Arbitrary<SegmentRule> {
  return fc.letrec((tie) => ({
    rule: fc.oneof(
      { maxDepth: 4, withCrossShrink: true },
      conditionsOf(programIds),
      fc.record({ all: some(tie('rule')) }),
      fc.record({ any: some(tie('rule')) }),
      fc.record({ not: tie('rule') }),
    ),
  })).rule as fc.Arbitrary<SegmentRule>;
}
