import type { Knex } from 'knex';
import { countedUpTo, type ListStart } from './programs/list-programs';

/** Which stretch of a list: from where, and how many. */
export interface Stretch {
  readonly from: ListStart;
  readonly limit: number;
}

/** The rows of a stretch, latest ids first; `total` is capped at `countedUpTo + 1`, and null beside a cursor. */
export interface Listed<Row> {
  readonly rows: readonly Row[];
  readonly total: number | null;
}

/** Lists rows by a column of UUIDv7, which sort by when they were made: the latest first. */
export async function listById<Row>(
  knex: Knex,
  matching: Knex.QueryBuilder,
  column: string,
  { from, limit }: Stretch,
): Promise<Listed<Row>> {
  if (from.kind === 'offset') {
    const [rows, total] = await Promise.all([
      matching.clone().orderBy(column, 'desc').limit(limit).offset(from.offset),
      countOf(knex, matching),
    ]);
    return { rows, total };
  }
  const beside = matching.clone().where(column, from.backwards ? '>' : '<', from.row.id);
  const rows: Row[] = await beside.orderBy(column, from.backwards ? 'asc' : 'desc').limit(limit);
  return { rows: from.backwards ? rows.toReversed() : rows, total: null };
}

async function countOf(knex: Knex, matching: Knex.QueryBuilder): Promise<number> {
  const capped = matching
    .clone()
    .clearSelect()
    .select(knex.raw('1'))
    .limit(countedUpTo + 1);
  const [counted] = await knex.from(capped.as('capped')).count({ total: '*' });
  return Number(counted?.total ?? 0);
}
