import type { Knex } from 'knex';
import { v7 as newId } from 'uuid';
import { insertCustomer } from '../../db/customers/customer-store';
import { keepReply } from '../keep-reply';
import { basePath } from '../base-path';
import { businessNotFound } from '../businesses';
import { checkBody } from '../ledger/check-body';
import { type Call, defineRoute, type Reply } from '../route';
import { type CustomerBody, customerBody } from './customer-body';
import { presentCustomer } from './present';

export const createCustomerRoute = defineRoute({
  method: 'POST',
  path: '/customers',
  operationId: 'createCustomer',
  tag: 'Customers',
  summary: 'Create a customer',
  description: [
    'An `externalId` that is known already answers 200 with the customer as stored: nothing is changed, whatever else the',
    'body says. To change a customer use `PUT /customers/{id}`.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  body: { schema: 'CustomerCreate', required: true },
  responses: {
    200: { description: 'The customer with this external id', schema: 'Customer' },
    201: {
      description: 'The new customer',
      schema: 'Customer',
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['business_not_found'],
  headersOf: ({ status, body }) =>
    status === 201 ? { Location: `${basePath}/customers/${(body as { id: string }).id}` } : {},
  async handler(call) {
    const body = checkBody(call.body, customerBody);
    const { key, deps } = call;
    if (key === null) return create(deps.knex, call, body);
    return deps.knex.transaction(async (trx) => {
      const reply = await create(trx, call, body);
      await keepReply(trx, call, reply);
      return reply;
    });
  },
});

async function create(knex: Knex, { tenant, now }: Call, body: CustomerBody): Promise<Reply> {
  const { externalId, name = null, email = null, attributes = {} } = body;
  const facts = { id: newId(), externalId, name, email, attributes, at: now };
  const { customer, created } = await insertCustomer(knex, tenant, facts).catch(explainMissingBusiness);
  return { status: created ? 201 : 200, body: presentCustomer(customer) };
}

function explainMissingBusiness(error: unknown): never {
  if ((error as { constraint?: unknown }).constraint !== 'customers_business_id_fkey') throw error;
  throw businessNotFound(error);
}
