import type { CustomerModel } from '../../db/models/customer-model';
import { iso } from '../../domain/program/view';

/** A customer as the API shows it. */
export function presentCustomer(customer: CustomerModel) {
  const { id, externalId, name, email, attributes, createdAt } = customer;
  return { id, externalId, name, email, attributes, createdAt: iso(createdAt) };
}
