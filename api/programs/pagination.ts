import {
  countedUpTo,
  type ListedProgram,
  type ListStart,
  type ProgramStretch,
} from '../../db/programs/list-programs';
import type { ProgramOrder } from '../../db/programs/program-order';
import type { ApiDependencies } from '../dependencies';
import { encodeCursor } from './cursor';
import type { ListQuery } from './list-query';

/** A page that was found, and how it was asked for. */
export interface FoundPage {
  readonly query: ListQuery;
  readonly order: ProgramOrder;
  readonly from: ListStart;
  readonly stretch: ProgramStretch;
  /** Whether the list goes on beyond the stretch, in the direction in which it was read. */
  readonly more: boolean;
  readonly context: string;
  readonly deps: ApiDependencies;
}

/** The pagination block of a list: page numbers and total for pages, cursors for both kinds. */
export function listPagination(page: FoundPage) {
  const { query, from, stretch } = page;
  const cursors = { nextCursor: nextCursor(page), prevCursor: previousCursor(page) };
  if (from.kind === 'beside') return { pageSize: query.pageSize, ...cursors };
  const estimated = (stretch.total ?? 0) > countedUpTo;
  const totalCount = Math.min(stretch.total ?? 0, countedUpTo);
  return {
    page: query.page ?? 1,
    pageSize: query.pageSize,
    totalPages: Math.ceil(totalCount / query.pageSize),
    totalCount,
    ...(estimated ? { totalCountIsEstimate: true } : {}),
    ...cursors,
  };
}

function nextCursor(page: FoundPage): string | null {
  const goesOn = page.from.kind === 'beside' && page.from.backwards ? true : page.more;
  return goesOn ? cursorAt(page, page.stretch.programs.at(-1), false) : null;
}

function previousCursor(page: FoundPage): string | null {
  const { from, more } = page;
  const goesBack = from.kind === 'offset' ? from.offset > 0 : !from.backwards || more;
  return goesBack ? cursorAt(page, page.stretch.programs[0], true) : null;
}

function cursorAt(page: FoundPage, listed: ListedProgram | undefined, backwards: boolean): string | null {
  if (listed === undefined) return null;
  const { program } = listed;
  const row = { value: program[page.order.by], id: program.id };
  return encodeCursor({ row, backwards }, page.context, page.deps.config.cursorKey);
}
