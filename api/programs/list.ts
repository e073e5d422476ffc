import {
  countedUpTo,
  type ListStart,
  listPrograms,
  type ProgramListing,
  type ProgramStretch,
} from '../../db/programs/list-programs';
import type { ProgramOrder } from '../../db/programs/program-order';
import { Problem } from '../problem';
import { type Call, defineRoute } from '../route';
import { decodeCursor } from './cursor';
import { type ListQuery, listQuery } from './list-query';
import { listPagination } from './pagination';
import { readPrograms } from './read-source';
import { writtenListed } from './written-listed';

export const listRoute = defineRoute<ListQuery>({
  method: 'GET',
  path: '/programs',
  operationId: 'listPrograms',
  tag: 'Programs',
  summary: 'List programs',
  description: [
    'Deleted programs are not listed. Status is right to the millisecond, in the filter as in the answer.',
    'Go through long lists by `cursor`; an answer to a cursor has no `page`, `totalPages` and `totalCount`.',
  ].join(' '),
  scope: 'loyalty:read',
  query: listQuery,
  responses: {
    200: { description: 'One page of programs', schema: 'ProgramList', headers: ['X-Read-Only'] },
  },
  problems: ['invalid_cursor', 'page_too_deep'],
  async handler(call) {
    const order = orderOf(call.query.sort);
    const context = contextOf(call);
    const from = startOf(call, context);
    const { value, headers } = await readPrograms(call.deps, (knex) =>
      listPrograms(knex, call.tenant, listingOf(call, order, from), call.deps.ledger.snapshots),
    );
    const { stretch, more } = cut(value, call.query.pageSize, from);
    const data = stretch.programs.map((listed) => writtenListed(listed, call.now));
    const page = { query: call.query, order, from, stretch, more, context, deps: call.deps };
    const pagination = JSON.stringify(listPagination(page));
    return { status: 200, json: `{"data":[${data.join(',')}],"pagination":${pagination}}`, headers };
  },
});

function orderOf(sort: string): ProgramOrder {
  const descending = sort.startsWith('-');
  return { by: (descending ? sort.slice(1) : sort) as ProgramOrder['by'], descending };
}

/** Names the list that a cursor belongs to. */
function contextOf({ tenant, query }: Call<ListQuery>): string {
  const { status = null, ruleType = null, locationId = null, q = null, sort } = query;
  return JSON.stringify([tenant.businessId, sort, status, ruleType, locationId, q]);
}

function startOf({ query, deps }: Call<ListQuery>, context: string): ListStart {
  const { cursor, page = 1, pageSize } = query;
  if (cursor !== undefined) {
    if (query.page !== undefined) {
      throw new Problem('invalid_request', 'Send either page or cursor, not both.');
    }
    return { kind: 'beside', ...decodeCursor(cursor, context, deps.config.cursorKey) };
  }
  const offset = (page - 1) * pageSize;
  if (offset + pageSize <= countedUpTo) return { kind: 'offset', offset };
  throw new Problem(
    'page_too_deep',
    `Pages reach ${countedUpTo} programs deep; go on from an earlier page by its nextCursor.`,
  );
}

function listingOf({ query, now }: Call<ListQuery>, order: ProgramOrder, from: ListStart): ProgramListing {
  return {
    statuses: query.status ?? null,
    ruleTypes: query.ruleType ?? null,
    locationId: query.locationId ?? null,
    search: query.q ?? null,
    order,
    from,
    // One more than asked for tells whether the list goes on.
    limit: query.pageSize + 1,
    counted: from.kind === 'offset',
    now,
  };
}

function cut(found: ProgramStretch, pageSize: number, from: ListStart) {
  const more = found.programs.length > pageSize;
  if (!more) return { stretch: found, more };
  const backwards = from.kind === 'beside' && from.backwards;
  const programs = backwards ? found.programs.slice(-pageSize) : found.programs.slice(0, pageSize);
  return { stretch: { ...found, programs }, more };
}
