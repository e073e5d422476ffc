import type { Knex } from 'knex';
import { type Listed, listById, type Stretch } from '../list-by-id';
import type { TenantContext } from '../tenant';
import type { StoredCustomer } from './customer-store';

/** Customers of the tenant, the latest first; erased ones are not listed. */
export function listCustomers(
  knex: Knex,
  tenant: TenantContext,
  { externalId }: { externalId: string | null },
  stretch: Stretch,
): Promise<Listed<StoredCustomer>> {
  const matching = knex('customers')
    .where({ business_id: tenant.businessId, erased_at: null })
    .modify((query) => {
      if (externalId !== null) void query.where('external_id', externalId);
    })
    .select({
      id: 'id',
      externalId: 'external_id',
      name: 'name',
      email: 'email',
      attributes: 'attributes',
      createdAt: 'created_at',
    });
  return listById(knex, matching, 'id', stretch);
}
