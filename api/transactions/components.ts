import { instant, integer, number, text, uuid } from '../ledger/components';
import { type Components, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { refundBody } from './refund';
import { transactionBody } from './transaction-body';

const recorded = {
  id: { ...nullable(uuid), description: 'Null in the answer to a dry run.' },
  externalId: text,
  customerId: uuid,
  locationId: nullable(uuid),
  occurredAt: instant,
  currency: text,
  total: { ...number, description: 'What was paid: the lines less the discount.' },
  outcomes: {
    type: 'array',
    items: ref('Outcome'),
    description: 'One for each program of the business, as it was when the purchase was recorded.',
  },
};

/** Schemas of purchases. */
export const transactionComponents: Components = {
  TransactionCreate: schemaOfJoi(transactionBody),
  Recorded: record(recorded),
  Transaction: record({
    ...recorded,
    lines: {
      type: 'array',
      items: record({ sku: text, category: text, quantity: integer, unitPrice: number }, ['sku', 'category']),
    },
    discount: number,
    refunds: { type: 'array', items: ref('Refund') },
  }),
  RefundCreate: schemaOfJoi(refundBody),
  Refund: record({
    id: uuid,
    externalId: text,
    transactionId: uuid,
    lines: { type: 'array', items: record({ line: integer, quantity: integer }) },
    outcomes: {
      type: 'array',
      items: ref('Outcome'),
      description: 'One for each program in which the purchase had earned.',
    },
  }),
};
