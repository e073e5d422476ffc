import type { Knex } from 'knex';
import { CustomerModel } from '../models/customer-model';
import { toTimestamp } from '../models/instants';
import type { TenantContext } from '../tenant';

/** What a business says about a customer. */
export interface CustomerFacts {
  readonly externalId: string;
  readonly name: string | null;
  readonly email: string | null;
  readonly attributes: Record<string, unknown>;
}

/**
 * Stores a new customer, or finds the one with the same external id.
 * @returns the customer as stored, and whether it is new
 */
export async function insertCustomer(
  knex: Knex,
  tenant: TenantContext,
  customer: CustomerFacts & { id: string; at: number },
): Promise<{ customer: CustomerModel; created: boolean }> {
  const inserted = await knex('customers')
    .insert({
      id: customer.id,
      business_id: tenant.businessId,
      external_id: customer.externalId,
      name: customer.name,
      email: customer.email,
      attributes: JSON.stringify(customer.attributes),
      created_at: toTimestamp(customer.at),
    })
    .onConflict(['business_id', 'external_id'])
    .ignore();
  const stored = await CustomerModel.query(knex)
    .where({ business_id: tenant.businessId, external_id: customer.externalId })
    .first();
  if (stored === undefined) throw new Error(`customer ${customer.externalId} vanished while it was created`);
  return { customer: stored, created: (inserted as unknown as { rowCount: number }).rowCount === 1 };
}

/** One customer of the tenant; null if there is none. */
export async function findCustomer(
  knex: Knex,
  tenant: TenantContext,
  customerId: string,
): Promise<CustomerModel | null> {
  const customer = await CustomerModel.query(knex)
    .where({ business_id: tenant.businessId, id: customerId })
    .first();
  return customer ?? null;
}

/**
 * Forgets who a customer is: name, e-mail, attributes and external id. Accounts, ledger and sums stay, without a
 * person. Harmless to repeat. False if the tenant has no such customer.
 */
export async function eraseCustomer(
  knex: Knex,
  tenant: TenantContext,
  customerId: string,
  at: number,
): Promise<boolean> {
  const erased = await knex('customers')
    .where({ business_id: tenant.businessId, id: customerId })
    .update({
      external_id: knex.raw("'erased:' || id"),
      name: null,
      email: null,
      attributes: '{}',
      erased_at: knex.raw('coalesce(erased_at, ?)', [toTimestamp(at)]),
    });
  return erased === 1;
}
