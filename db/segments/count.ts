import type { Knex } from 'knex';
import type { SegmentContext, SegmentRule } from '../../domain/segments/rule';
import type { TenantContext } from '../tenant';
import { compileSegment } from './compile';

/** How many customers of the tenant belong to a segment; erased ones belong to none. */
export async function countMembers(
  knex: Knex,
  tenant: TenantContext,
  rule: SegmentRule,
  context: SegmentContext,
): Promise<number> {
  const { sql, bindings } = compileSegment(rule, context);
  const { rows } = await knex.raw<{ rows: { members: number }[] }>(
    `SELECT count(*) AS members FROM customers c
      WHERE c.business_id = CAST(? AS uuid) AND c.erased_at IS NULL AND ${sql}`,
    [tenant.businessId, ...bindings],
  );
  return rows[0]?.members ?? 0;
}
