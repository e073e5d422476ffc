import type { StoredCustomer } from '../../db/customers/customer-store';
import { iso } from '../../domain/program/view';

/** A customer as the API shows it. */
export function presentCustomer(customer: StoredCustomer) {
  const { id, externalId, name, email, attributes, createdAt } = customer;
  return { id, externalId, name, email, attributes, createdAt: iso(createdAt) };
}
