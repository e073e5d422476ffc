import type { Knex } from 'knex';
import { v7 as newId } from 'uuid';
import { toTimestamp } from '../models/instants';
import type { TenantContext } from '../tenant';

const perStatement = 1_000;

/** The ids of the tenant's customers with these external ids; who is not known yet is created, without a name. */
export async function ensureCustomers(
  knex: Knex,
  tenant: TenantContext,
  externalIds: readonly string[],
  at: number,
): Promise<Map<string, string>> {
  const known = new Map<string, string>();
  // In one order for all, so that two imports at once do not wait for each other in a circle.
  const wanted = [...new Set(externalIds)].toSorted();
  for (let from = 0; from < wanted.length; from += perStatement) {
    const some = wanted.slice(from, from + perStatement);
    await knex.raw(insertSql, {
      business: tenant.businessId,
      ids: some.map(() => newId()),
      externalIds: some,
      at: toTimestamp(at),
    });
    const rows = await knex('customers')
      .where({ business_id: tenant.businessId })
      .whereIn('external_id', some)
      .select({ id: 'id', externalId: 'external_id' });
    for (const row of rows) known.set(row.externalId, row.id);
  }
  return known;
}

const insertSql = `
  INSERT INTO customers (id, business_id, external_id, created_at)
  SELECT wanted.id, :business, wanted.external_id, CAST(:at AS timestamptz)
  FROM unnest(CAST(:ids AS uuid[]), CAST(:externalIds AS text[])) AS wanted (id, external_id)
  ON CONFLICT (business_id, external_id) DO NOTHING`;
