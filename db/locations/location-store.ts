import type { Knex } from 'knex';
import { type Listed, listById, type Stretch } from '../list-by-id';
import type { TenantContext } from '../tenant';
import { type Location, LocationModel } from './location-model';

/** Which locations to list. */
export const locationStatuses = ['active', 'archived', 'all'] as const;
export type LocationStatus = (typeof locationStatuses)[number];

/** Stores a new location under an id (UUIDv7) made by the caller. The foreign key refuses a business that does not exist. */
export async function insertLocation(
  knex: Knex,
  { businessId }: TenantContext,
  { id, name, timezone, at }: Pick<Location, 'id' | 'name' | 'timezone'> & { readonly at: number },
): Promise<Location> {
  const row = { id, businessId, name, timezone, version: 1, createdAt: at, updatedAt: at, archivedAt: null };
  await LocationModel.query(knex).insert(row);
  return row;
}

/** One location of the tenant, archived ones included; null if there is none. */
export async function findLocation(knex: Knex, tenant: TenantContext, id: string): Promise<Location | null> {
  return (await LocationModel.query(knex).findOne({ ...of(tenant), id })) ?? null;
}

/**
 * The same, locked until the transaction ends. FOR UPDATE, because a program that is about to name the location holds a
 * key share, for which an UPDATE alone would not wait.
 */
export async function lockLocation(trx: Knex, tenant: TenantContext, id: string): Promise<Location | null> {
  return (
    (await LocationModel.query(trx)
      .findOne({ ...of(tenant), id })
      .forUpdate()) ?? null
  );
}

/** Changes a location that the transaction has locked. */
export async function saveLocation(
  trx: Knex,
  tenant: TenantContext,
  { id, version }: Location,
  changes: Partial<Pick<Location, 'name' | 'timezone' | 'archivedAt'>> & { readonly updatedAt: number },
): Promise<Location> {
  return LocationModel.query(trx)
    .where({ ...of(tenant), id })
    .patch({ ...changes, version: version + 1 })
    .returning('*')
    .first()
    .throwIfNotFound();
}

/** Locations of the tenant, the latest first. */
export function listLocations(
  knex: Knex,
  tenant: TenantContext,
  status: LocationStatus,
  stretch: Stretch,
): Promise<Listed<Location>> {
  const matching = knex('locations').where(of(tenant)).select({
    id: 'id',
    businessId: 'business_id',
    name: 'name',
    timezone: 'timezone',
    version: 'version',
    createdAt: 'created_at',
    updatedAt: 'updated_at',
    archivedAt: 'archived_at',
  });
  if (status === 'active') void matching.whereNull('archived_at');
  if (status === 'archived') void matching.whereNotNull('archived_at');
  return listById(knex, matching, 'id', stretch);
}

function of({ businessId }: TenantContext) {
  return { business_id: businessId };
}
