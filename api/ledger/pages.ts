import Joi from 'joi';
import type { Knex } from 'knex';
import type { Listed, Stretch } from '../../db/list-by-id';
import { countedUpTo, type ListStart } from '../../db/programs/list-programs';
import { Problem } from '../problem';
import { decodeCursor, encodeCursor } from '../programs/cursor';
import { pageSize } from '../programs/list-query';
import { readPrograms } from '../programs/read-source';
import type { Call, Reply } from '../route';

/** Which page: by number, or from a cursor. */
export interface PageQuery {
  readonly page?: number;
  readonly pageSize: number;
  readonly cursor?: string;
}

/** Parameters of a list. */
export const pageParameters = {
  page: Joi.number()
    .integer()
    .min(1)
    .max(1_000_000)
    .description('From 1. Pages deeper than 10,000 entries need the cursor.'),
  pageSize: pageSize(),
  cursor: Joi.string().max(2_000).description('`nextCursor` or `prevCursor` of an earlier answer.'),
};

/** What a list is made of. */
export interface ListSource<Row> {
  /** Names the list and its filters: a cursor of another list is refused. */
  readonly name: readonly (string | null)[];
  read(knex: Knex, stretch: Stretch): Promise<Listed<Row>>;
  idOf(row: Row): string;
  present(row: Row): unknown;
}

/** One page of a list with its pagination block: page numbers and total for pages, cursors for both kinds. */
export async function answerPage<Row>(call: Call<PageQuery>, source: ListSource<Row>): Promise<Reply> {
  const { query, tenant, deps } = call;
  const context = JSON.stringify([tenant.businessId, ...source.name]);
  const key = deps.config.cursorKey;
  const from = startOf(query, context, key);
  // One more than asked for tells whether the list goes on.
  const { value, headers } = await readPrograms(deps, (knex) =>
    source.read(knex, { from, limit: query.pageSize + 1 }),
  );
  const { rows, total } = value;
  const more = rows.length > query.pageSize;
  const backwards = from.kind === 'beside' && from.backwards;
  const shown = !more ? rows : backwards ? rows.slice(-query.pageSize) : rows.slice(0, query.pageSize);
  const cursorAt = (row: Row | undefined, back: boolean) =>
    row === undefined
      ? null
      : encodeCursor({ row: { value: null, id: source.idOf(row) }, backwards: back }, context, key);
  const goesBack = from.kind === 'offset' ? from.offset > 0 : !from.backwards || more;
  const cursors = {
    nextCursor: backwards || more ? cursorAt(shown.at(-1), false) : null,
    prevCursor: goesBack ? cursorAt(shown[0], true) : null,
  };
  const data = shown.map((row) => source.present(row));
  const pagination = { ...numbersOf(query, total), ...cursors };
  return { status: 200, body: { data, pagination }, headers };
}

function startOf({ cursor, page, pageSize: size }: PageQuery, context: string, key: Buffer): ListStart {
  if (cursor !== undefined) {
    if (page === undefined) return { kind: 'beside', ...decodeCursor(cursor, context, key) };
    throw new Problem('invalid_request', 'Send either page or cursor, not both.');
  }
  const offset = ((page ?? 1) - 1) * size;
  if (offset + size <= countedUpTo) return { kind: 'offset', offset };
  throw new Problem(
    'page_too_deep',
    `Pages reach ${countedUpTo} entries deep; go on from an earlier page by its nextCursor.`,
  );
}

function numbersOf({ page = 1, pageSize: size }: PageQuery, total: number | null) {
  if (total === null) return { pageSize: size };
  const totalCount = Math.min(total, countedUpTo);
  return {
    page,
    pageSize: size,
    totalPages: Math.ceil(totalCount / size),
    totalCount,
    ...(total > countedUpTo ? { totalCountIsEstimate: true } : {}),
  };
}
