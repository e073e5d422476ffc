import type { Knex } from 'knex';
import { type Listed, listById, type Stretch } from '../list-by-id';
import type { TenantContext } from '../tenant';
import { operationColumns, progressColumn } from './find-operation';
import type { Operation } from './operation';

/** Operations of the tenant, the latest first. */
export function listOperations(
  knex: Knex,
  tenant: TenantContext,
  stretch: Stretch,
): Promise<Listed<Operation>> {
  const matching = knex('operations as o')
    .where('o.business_id', tenant.businessId)
    .select(knex.raw(`${operationColumns}, ${progressColumn}`));
  return listById(knex, matching, 'o.id', stretch);
}
