import type { Knex } from 'knex';
import type { Instant, Program, ProgramStatus } from '../../domain/program/program';
import type { RuleType } from '../../domain/rules';
import type { ProgramTotals } from '../analytics/program-totals';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { type FilterParts, listStatement } from './list-statement';
import type { ProgramOrder } from './program-order';
import type { ProgramSnapshots, SnapshotKey } from './snapshots';

/** Which programs of the tenant, in which order, and which stretch of them. Deleted ones are never listed. */
export interface ProgramListing {
  readonly statuses: readonly ProgramStatus[] | null;
  readonly ruleTypes: readonly RuleType[] | null;
  /** Programs that run at this location; those without locations run at all. */
  readonly locationId: string | null;
  /** Part of the name, in any case, or a whole id. */
  readonly search: string | null;
  readonly order: ProgramOrder;
  readonly from: ListStart;
  readonly limit: number;
  /** Whether to count all that match. */
  readonly counted: boolean;
  /** The instant at which status is meant, and customers are counted. */
  readonly now: Instant;
}

/** Which programs, whatever their order. */
export type ProgramFilter = Pick<ProgramListing, 'statuses' | 'ruleTypes' | 'locationId' | 'search' | 'now'>;

/** Where the stretch begins: after some rows, or next to a row seen before. */
export type ListStart =
  | { readonly kind: 'offset'; readonly offset: number }
  | { readonly kind: 'beside'; readonly row: ListPosition; readonly backwards: boolean };

/** A row's place in an order: its sort value (name, or instant; null: no start) and id. */
export interface ListPosition {
  readonly value: string | number | null;
  readonly id: string;
}

/** A stretch of programs in their order; `total` is capped at `countedUpTo + 1`, and null if it was not asked for. */
export interface ProgramStretch {
  readonly programs: readonly ListedProgram[];
  readonly total: number | null;
}

/** A program at its latest version, and the numbers of its customers. */
export interface ListedProgram {
  readonly program: Program;
  readonly totals: ProgramTotals;
}

/** Totals are exact up to this many. */
export const countedUpTo = 10_000;

/**
 * Lists programs, the total included, in one round trip: versions never change, so those seen before are in memory and only
 * which of them stand where is asked.
 */
export async function listPrograms(
  knex: Knex,
  tenant: TenantContext,
  listing: ProgramListing,
  snapshots: ProgramSnapshots,
): Promise<ProgramStretch> {
  const { statement, values } = bindListing(tenant, listing);
  const rows = await runPrepared<ListedRow>(knex, statement, values);
  const listed = rows.filter((row): row is FoundRow => row.id !== null);
  const versions = await snapshots.get(listed, knex);
  const programs = listed.map(({ enrollmentCount, activeParticipants, totalRedemptions }, index) => ({
    program: versions[index] as Program,
    totals: { enrollmentCount, activeParticipants, totalRedemptions },
  }));
  if (listing.from.kind === 'beside' && listing.from.backwards) programs.reverse();
  return { programs, total: rows[0]?.total ?? null };
}

type ListedRow = { id: string | null; total?: number };
type FoundRow = ListedRow & SnapshotKey & ProgramTotals;

/**
 * The statement of a listing with its values.
 * @param whole whether it reads the programs themselves, as the benchmark does, which knows none
 */
export function bindListing(tenant: TenantContext, listing: ProgramListing, whole = false) {
  const { order, from } = listing;
  const values: unknown[] = [tenant.businessId];
  const bind = (value: unknown): string => `$${values.push(value)}`;
  const statement = listStatement({
    order,
    whole,
    // Postgres plans once, and not for every request, where it knows how few rows are wanted: the usual page says so.
    limit: listing.limit === usualLimit ? String(usualLimit) : bind(listing.limit),
    backwards: from.kind === 'beside' && from.backwards,
    counted: listing.counted,
    ...bindFilter(listing, bind),
    now: bind(toTimestamp(listing.now)),
    offset: from.kind === 'offset' && from.offset > 0 ? bind(from.offset) : null,
    beside:
      from.kind === 'beside' ? { value: bind(sortValue(order, from.row)), id: bind(from.row.id) } : null,
  });
  return { statement, values };
}

/** The parts of a filter, its values bound. The first bound value must be the business. */
export function bindFilter(filter: ProgramFilter, bind: (value: unknown) => string): FilterParts {
  const { statuses, ruleTypes, locationId, search, now } = filter;
  return {
    statuses: statuses === null ? null : { values: bind(statuses), now: bind(toTimestamp(now)) },
    ruleTypes: ruleTypes === null ? null : { values: bind(ruleTypes), single: ruleTypes.length === 1 },
    locationId: locationId === null ? null : bind(locationId),
    pattern: search === null ? null : bind(`%${escapePattern(search.toLowerCase())}%`),
    id: search !== null && uuid.test(search) ? bind(search) : null,
  };
}

/** Twenty, and one more that tells whether others follow. */
const usualLimit = 21;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function escapePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&');
}

function sortValue(order: ProgramOrder, { value }: ListPosition): string {
  if (order.by === 'name') return String(value);
  return toTimestamp(typeof value === 'number' ? value : Number.POSITIVE_INFINITY);
}
