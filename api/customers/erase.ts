import { eraseCustomer } from '../../db/customers/customer-store';
import { notFound } from '../problem';
import { defineRoute } from '../route';
import { customerId } from './customer-id';

export const eraseCustomerRoute = defineRoute({
  method: 'DELETE',
  path: '/customers/{id}',
  operationId: 'eraseCustomer',
  tag: 'Customers',
  summary: 'Erase a person',
  description: [
    'Name, e-mail, attributes and external id are forgotten for good; the sums of the ledger stay, without a person. The',
    'customer can no longer be found, earn or redeem. A later customer with the same external id is a new one.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  params: customerId,
  responses: { 204: { description: 'The person is erased' } },
  problems: ['customer_not_found'],
  async handler({ deps, tenant, params, now }) {
    const found = await eraseCustomer(deps.knex, tenant, params.id ?? '', now);
    if (!found) throw notFound('customer_not_found');
    return { status: 204 };
  },
});
