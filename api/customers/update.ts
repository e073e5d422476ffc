import { editCustomer } from '../../db/customers/customer-store';
import { checkBody } from '../ledger/check-body';
import { notFound } from '../problem';
import { defineRoute } from '../route';
import { customerEdit } from './customer-body';
import { customerId } from './customer-id';
import { presentCustomer } from './present';

export const updateCustomerRoute = defineRoute({
  method: 'PUT',
  path: '/customers/{id}',
  operationId: 'updateCustomer',
  tag: 'Customers',
  summary: 'Change what is known of a customer',
  description: 'What the body leaves out stays; null empties it. `attributes` are replaced as a whole.',
  scope: 'loyalty:write',
  plane: 'data',
  params: customerId,
  body: { schema: 'CustomerEdit', required: true },
  responses: { 200: { description: 'The customer as it is now', schema: 'Customer' } },
  problems: ['customer_not_found'],
  async handler({ deps, tenant, params, body }) {
    const edit = checkBody(body, customerEdit);
    const customer = await editCustomer(deps.knex, tenant, params.id ?? '', edit);
    if (customer === null) throw notFound('customer_not_found');
    return { status: 200, body: presentCustomer(customer) };
  },
});
