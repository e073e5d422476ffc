import type { Knex } from 'knex';
import type { TenantContext } from './tenant';

/** A location of a program, as far as a preview needs it. */
export interface NamedLocation {
  readonly id: string;
  readonly name: string;
  readonly timezone: string;
}

/** Those of these locations of the tenant that are open, in the order of the ids. */
export async function openLocationsNamed(
  knex: Knex,
  { businessId }: TenantContext,
  ids: readonly string[],
): Promise<NamedLocation[]> {
  const rows: NamedLocation[] = await knex('locations')
    .where({ business_id: businessId, archived_at: null })
    .whereIn('id', ids)
    .select('id', 'name', 'timezone');
  return inOrder(rows, ids);
}

/** Up to `limit` open locations of the tenant, of these or, without ids, of all. */
export async function openLocations(
  knex: Knex,
  { businessId }: TenantContext,
  ids: readonly string[] | null,
  limit: number,
): Promise<NamedLocation[]> {
  return knex('locations')
    .where({ business_id: businessId, archived_at: null })
    .modify((query) => {
      if (ids !== null) void query.whereIn('id', ids);
    })
    .orderBy('id')
    .limit(limit)
    .select('id', 'name', 'timezone');
}

/** The names of these segments of the tenant, in the order of the ids. */
export async function segmentNames(
  knex: Knex,
  { businessId }: TenantContext,
  ids: readonly string[],
): Promise<string[]> {
  const rows: { id: string; name: string }[] = await knex('segments')
    .where({ business_id: businessId, deleted_at: null })
    .whereIn('id', ids)
    .select('id', 'name');
  return inOrder(rows, ids).map(({ name }) => name);
}

function inOrder<Row extends { readonly id: string }>(rows: readonly Row[], ids: readonly string[]): Row[] {
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
