import Joi from 'joi';
import { listCustomers } from '../../db/customers/list-customers';
import { answerPage, type PageQuery, pageParameters } from '../ledger/pages';
import { defineRoute } from '../route';
import { presentCustomer } from './present';

interface CustomersQuery extends PageQuery {
  readonly externalId?: string;
}

const query = Joi.object<CustomersQuery>({
  externalId: Joi.string().max(255).description('Only the customer with this external id.'),
  ...pageParameters,
});

export const listCustomersRoute = defineRoute<CustomersQuery>({
  method: 'GET',
  path: '/customers',
  operationId: 'listCustomers',
  tag: 'Customers',
  summary: 'List customers',
  description: 'The latest first. Go through long lists by `cursor`.',
  scope: 'loyalty:read',
  plane: 'data',
  query,
  responses: {
    200: { description: 'One page of customers', schema: 'CustomerList', headers: ['X-Read-Only'] },
  },
  problems: ['invalid_cursor', 'page_too_deep'],
  async handler(call) {
    const externalId = call.query.externalId ?? null;
    return answerPage(call, {
      name: ['customers', externalId],
      read: (knex, stretch) => listCustomers(knex, call.tenant, { externalId }, stretch),
      idOf: ({ id }) => id,
      present: presentCustomer,
    });
  },
});
