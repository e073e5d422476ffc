import type { Knex } from 'knex';
import type { TenantContext } from './tenant';

/** What a program takes from its business unless it says otherwise. */
export interface BusinessDefaults {
  /** IANA zone. */
  readonly timezone: string;
  /** ISO 4217 code. */
  readonly currency: string;
}

/** The defaults of the tenant's business; null if the business does not exist. */
export async function businessDefaults(knex: Knex, tenant: TenantContext): Promise<BusinessDefaults | null> {
  const row = await knex('businesses').where({ id: tenant.businessId }).first('timezone', 'currency');
  return row ?? null;
}

/**
 * Which of these ids are not locations of the tenant. In a transaction the others cannot vanish before it ends.
 */
export async function missingLocations(
  knex: Knex,
  tenant: TenantContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await knex('locations')
    .where({ business_id: tenant.businessId, archived_at: null })
    .whereIn('id', ids)
    .modify((query) => {
      if (knex.isTransaction) void query.forKeyShare();
    })
    .select<{ id: string }[]>('id');
  const known = new Set(rows.map((row) => row.id));
  return new Set(ids.filter((id) => !known.has(id)));
}
