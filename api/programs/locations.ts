import type { Knex } from 'knex';
import { missingLocations } from '../../db/businesses';
import type { TenantContext } from '../../db/tenant';
import { type Fault, meaningFault } from './faults';

/**
 * A fault for each id that is no open location of the business.
 * @param kept ids that the program names already: an edit need not drop one that was archived meanwhile
 */
export async function unknownLocations(
  knex: Knex,
  tenant: TenantContext,
  ids: readonly string[] | null,
  kept: readonly string[] | null = null,
): Promise<Fault[]> {
  if (ids === null || ids.length === 0) return [];
  const missing = await missingLocations(knex, tenant, ids);
  const message = 'Location must be one of your business that is not archived';
  return ids.flatMap((id, index) =>
    missing.has(id) && kept?.includes(id) !== true
      ? [meaningFault(`/locationIds/${index}`, 'unknown_location', message)]
      : [],
  );
}
