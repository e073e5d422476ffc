import { createHash } from 'node:crypto';
import Joi from 'joi';
import { v7 as newId } from 'uuid';
import { type PurchaseHistory, purchaseHistory } from '../../db/ledger/recorded-purchase';
import {
  findRefundByExternalId,
  findTransaction,
  type StoredTransaction,
} from '../../db/ledger/transactions';
import type { Decided } from '../../domain/ledger/posting';
import { type RefundAnswer, recordRefund } from '../../domain/ledger/record-refund';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import { changeCustomer } from '../ledger/change-customer';
import { checkBody } from '../ledger/check-body';
import { decisionContext } from '../ledger/context';
import { externalId, whole } from '../ledger/fields';
import { notFound, Problem } from '../problem';
import { type Call, defineRoute, type Reply } from '../route';
import { isKnownExternalId } from './first-answer';
import { linesToReturn, type ReturnedLine } from './lines-to-return';
import { transactionId } from './transaction-id';

interface RefundBody {
  readonly externalId: string;
  readonly lines?: readonly ReturnedLine[];
}

export const refundBody = Joi.object<RefundBody>({
  externalId: externalId()
    .required()
    .description("The refund's id in the business's own system; unique per business, for ever."),
  lines: Joi.array()
    .items(
      Joi.object<ReturnedLine>({
        line: whole(0, 499).required().description('Position of the line in the transaction, from 0.'),
        quantity: whole(1, 10_000).required().description('How many items of it.'),
      }),
    )
    .min(1)
    .max(500)
    .unique('line')
    .description('What is returned; everything that is left when left out.'),
});

export const refundRoute = defineRoute({
  method: 'POST',
  path: '/transactions/{id}/refunds',
  operationId: 'refundTransaction',
  tag: 'Transactions',
  summary: 'Return a purchase, or a part of it',
  description: [
    'Takes back what the returned part had earned, under the rules that earned it; repeatable until nothing is left.',
    'Refunds in any order that return everything leave the account as if nothing had been bought; where points or rewards',
    "are used already, as the program's `refundPolicy` says. The same `externalId` again answers 200 with the first answer.",
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: transactionId,
  body: { schema: 'RefundCreate', required: true },
  responses: {
    200: { description: 'The first answer to this refund', schema: 'Refund' },
    201: { description: 'The recorded refund', schema: 'Refund', headers: ['Idempotent-Replayed'] },
  },
  problems: ['transaction_not_found', 'refund_conflict', 'over_refund', 'customer_busy'],
  async handler(call) {
    const body = checkBody(call.body, refundBody);
    const transaction = await findTransaction(call.deps.knex, call.tenant, call.params.id ?? '');
    if (transaction === null) throw notFound('transaction_not_found');
    try {
      return await record(call, body, transaction);
    } catch (error) {
      const isOver = error instanceof Problem && error.code === 'over_refund';
      if (!isOver && !isKnownExternalId(error, 'refunds_business_id_external_id_key')) throw error;
      const known = await firstAnswer(call, body, transaction.id);
      if (known === null) throw error;
      return known;
    }
  },
});

function record(call: Call, body: RefundBody, transaction: StoredTransaction): Promise<Reply> {
  const { deps, tenant } = call;
  const { snapshots } = deps.ledger;
  return changeCustomer(
    call,
    // Also of customers who were erased since: the ledger's sums must stay right.
    { customerId: transaction.customerId, holdings: true, evenErased: true },
    async (sheet) => {
      const history = await purchaseHistory(deps.knex, snapshots, tenant, transaction);
      return decide(call, body, transaction, history, sheet);
    },
    (answer) => ({ status: 201, body: answer }),
  );
}

function decide(
  call: Call,
  body: RefundBody,
  transaction: StoredTransaction,
  history: PurchaseHistory,
  sheet: CustomerSheet,
): Decided<RefundAnswer> {
  const { lines, returned } = linesToReturn(history, body.lines);
  const facts = {
    id: newId(),
    externalId: body.externalId,
    transactionId: transaction.id,
    occurredAt: call.now,
    lines,
    returned,
    contentSha256: contentHash(body, transaction.id),
  };
  return recordRefund(sheet, facts, history, decisionContext(call));
}

async function firstAnswer(call: Call, body: RefundBody, transaction: string): Promise<Reply | null> {
  const known = await findRefundByExternalId(call.deps.knex, call.tenant, body.externalId);
  if (known === null) return null;
  if (known.contentSha256.toString('hex') === contentHash(body, transaction)) {
    return { status: 200, body: known.answer };
  }
  throw new Problem(
    'refund_conflict',
    'A refund with this externalId was recorded with other content; nothing was changed.',
  );
}

function contentHash({ lines }: RefundBody, transaction: string): string {
  const parts = lines?.map(({ line, quantity }) => [line, quantity]).toSorted() ?? null;
  return createHash('sha256')
    .update(JSON.stringify([transaction, parts]))
    .digest('hex');
}
