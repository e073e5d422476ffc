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

/** A customer as it is shown. */
export type StoredCustomer = Pick<
  CustomerModel,
  'id' | 'externalId' | 'name' | 'email' | 'attributes' | 'createdAt'
>;

/** Changes what a business says about a customer; what is undefined stays. Null if the tenant has no such customer. */
export async function editCustomer(
  knex: Knex,
  tenant: TenantContext,
  customerId: string,
  { name, email, attributes }: { [K in 'name' | 'email' | 'attributes']?: CustomerFacts[K] | undefined },
): Promise<CustomerModel | null> {
  const edit = {
    ...(name === undefined ? {} : { name }),
    ...(email === undefined ? {} : { email }),
    ...(attributes === undefined ? {} : { attributes }),
  };
  const customer = CustomerModel.query(knex).where({
    business_id: tenant.businessId,
    id: customerId,
    erased_at: null,
  });
  if (Object.keys(edit).length === 0) return (await customer.first()) ?? null;
  const [edited] = await customer.patch(edit).returning('*');
  return edited ?? null;
}

/**
 * Forgets who a customer is: name, e-mail, attributes and external id, and answers that are kept for repetitions.
 * Accounts, ledger and sums stay, without a person; an event tells of it. Harmless to repeat.
 * @returns false if the tenant has no such customer
 */
export async function eraseCustomer(
  knex: Knex,
  tenant: TenantContext,
  customerId: string,
  at: number,
): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: { found: boolean }[] }>(eraseSql, {
    business: tenant.businessId,
    customer: customerId,
    at: toTimestamp(at),
    events: JSON.stringify([{ type: 'loyalty.customer.erased', at, payload: {} }]),
  });
  return rows[0]?.found === true;
}

const eraseSql = `
  WITH erased AS (
    UPDATE customers SET external_id = 'erased:' || id, name = NULL, email = NULL, attributes = '{}',
      erased_at = :at, event_sequence = event_sequence + 1
    WHERE business_id = :business AND id = :customer AND erased_at IS NULL
    RETURNING id, business_id, event_sequence
  ), told AS (
    INSERT INTO customer_events (customer_id, first_sequence, business_id, events, recorded_at)
    SELECT id, event_sequence, business_id, CAST(:events AS jsonb), CAST(:at AS timestamptz) FROM erased
  ), forgotten AS (
    DELETE FROM idempotency_keys WHERE business_id = :business AND response->>'id' = :customer
  )
  SELECT EXISTS (SELECT FROM customers WHERE business_id = :business AND id = :customer) AS found`;
