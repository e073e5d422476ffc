import type { Knex } from 'knex';
import { missingLocations } from '../../db/businesses';
import type { TenantContext } from '../../db/tenant';
import { type Fault, meaningFault, refusalOf } from './faults';

/** A fault for each id that is no location of the business. */
export async function unknownLocations(
  knex: Knex,
  tenant: TenantContext,
  ids: readonly string[] | null,
): Promise<Fault[]> {
  if (ids === null || ids.length === 0) return [];
  const missing = await missingLocations(knex, tenant, ids);
  return ids.flatMap((id, index) =>
    missing.has(id)
      ? [meaningFault(`/locationIds/${index}`, 'unknown_location', 'Location must be one of your business')]
      : [],
  );
}

/** Refuses ids that are no locations of the business, and keeps those that are until the end of the transaction, if in one. */
export async function requireLocations(
  trx: Knex,
  tenant: TenantContext,
  ids: readonly string[] | null,
): Promise<void> {
  const faults = await unknownLocations(trx, tenant, ids);
  if (faults.length > 0) throw refusalOf(faults);
}
