import { findTransaction, refundsOf } from '../../db/ledger/transactions';
import { fromMinorUnits } from '../../domain/money';
import type { PurchaseLine } from '../../domain/rules/purchase';
import { notFound } from '../problem';
import { readPrograms } from '../programs/read-source';
import { defineRoute } from '../route';
import { transactionId } from './transaction-id';

export const getTransactionRoute = defineRoute({
  method: 'GET',
  path: '/transactions/{id}',
  operationId: 'getTransaction',
  tag: 'Transactions',
  summary: 'Get a purchase with its refunds',
  description: 'What it earned is told as it was when the purchase was recorded.',
  scope: 'loyalty:read',
  plane: 'data',
  params: transactionId,
  responses: { 200: { description: 'The purchase', schema: 'Transaction', headers: ['X-Read-Only'] } },
  problems: ['transaction_not_found'],
  async handler({ deps, tenant, params }) {
    const id = params.id ?? '';
    const { value, headers } = await readPrograms(deps, (knex) =>
      Promise.all([findTransaction(knex, tenant, id), refundsOf(knex, tenant, id)]),
    );
    const [stored, refunds] = value;
    if (stored === null) throw notFound('transaction_not_found');
    const { answer, discount, currency } = stored;
    const lines = (stored.lines as readonly PurchaseLine[]).map(({ sku, category, quantity, amount }) => ({
      ...(sku === undefined ? {} : { sku }),
      ...(category === undefined ? {} : { category }),
      quantity,
      unitPrice: fromMinorUnits(amount / quantity, currency),
    }));
    const body = {
      ...(answer as object),
      lines,
      discount: fromMinorUnits(discount, currency),
      refunds: refunds.map((refund) => refund.answer),
    };
    return { status: 200, body, headers };
  },
});
