import { findCustomer } from '../../db/customers/customer-store';
import { presentAccount } from '../../domain/ledger/present';
import { notFound } from '../problem';
import { readPrograms } from '../programs/read-source';
import { defineRoute } from '../route';
import { customerId } from './customer-id';
import { presentCustomer } from './present';

export const getCustomerRoute = defineRoute({
  method: 'GET',
  path: '/customers/{id}',
  operationId: 'getCustomer',
  tag: 'Customers',
  summary: 'Get a customer with all programs',
  description: 'Where the customer stands in every program in which he or she is enrolled.',
  scope: 'loyalty:read',
  plane: 'data',
  params: customerId,
  responses: {
    200: { description: 'The customer', schema: 'CustomerWithAccounts', headers: ['X-Read-Only'] },
  },
  problems: ['customer_not_found'],
  async handler({ deps, tenant, params, now }) {
    const id = params.id ?? '';
    const { value, headers } = await readPrograms(deps, (knex) =>
      Promise.all([
        findCustomer(knex, tenant, id),
        deps.ledger.read(tenant, { customerId: id, now, holdings: true }, knex),
      ]),
    );
    const [customer, sheet] = value;
    if (customer === null || customer.erasedAt !== null || sheet === null) {
      throw notFound('customer_not_found');
    }
    const programs = sheet.lines.flatMap((line) =>
      line.account === null ? [] : [presentAccount(id, line.program, line.account, line, now)],
    );
    return { status: 200, body: { ...presentCustomer(customer), programs }, headers };
  },
});
