import type { Knex } from 'knex';
import type { TenantContext } from '../tenant';
import { SegmentModel } from './segment-model';

/** Which of these ids are not segments of the tenant, or no longer. In a transaction the others stay until it ends. */
export async function missingSegments(
  knex: Knex,
  tenant: TenantContext,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await SegmentModel.query(knex)
    .where({ business_id: tenant.businessId, deleted_at: null })
    .whereIn('id', [...ids])
    .modify((query) => {
      if (knex.isTransaction) void query.forKeyShare();
    })
    .select('id');
  const known = new Set(rows.map((row) => row.id));
  return new Set(ids.filter((id) => !known.has(id)));
}
