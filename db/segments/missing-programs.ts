import type { Knex } from 'knex';
import type { TenantContext } from '../tenant';

/** Which of these ids are not programs of the tenant. Deleted ones are programs until they are purged. */
export async function missingPrograms(
  knex: Knex,
  tenant: TenantContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const known: string[] = await knex('loyalty_programs')
    .where({ business_id: tenant.businessId, purged_at: null })
    .whereIn('id', [...new Set(ids)])
    .pluck('id');
  return new Set(ids.filter((id) => !known.includes(id)));
}
