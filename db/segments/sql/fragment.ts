import type { Comparison } from '../../../domain/segments/rule';

/** A piece of SQL with a `?` for each binding, in order. No text of users is ever part of `sql`. */
export interface Fragment {
  readonly sql: string;
  readonly bindings: readonly (string | number)[];
}

/** The operators of SQL: from a table, so that nothing else can come in. */
export const operators: Readonly<Record<Comparison, string>> = {
  eq: '=',
  lt: '<',
  lte: '<=',
  gt: '>',
  gte: '>=',
};

/** `a AND b` and the like. */
export function joined(fragments: readonly Fragment[], between: 'AND' | 'OR'): Fragment {
  return {
    sql: `(${fragments.map(({ sql }) => sql).join(` ${between} `)})`,
    bindings: fragments.flatMap(({ bindings }) => bindings),
  };
}

/** The opposite of a condition that is never null. */
export function negated({ sql, bindings }: Fragment): Fragment {
  return { sql: `(NOT ${sql})`, bindings };
}
