import Joi from 'joi';
import { programsAt } from '../../db/programs/programs-at';
import type { Decided } from '../../domain/ledger/posting';
import type { PurchaseAnswer } from '../../domain/ledger/present';
import { type PurchaseFacts, recordPurchase } from '../../domain/ledger/record-purchase';
import { segmentsAsked } from '../../domain/ledger/segments-asked';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import { changeCustomer } from '../ledger/change-customer';
import { checkBody } from '../ledger/check-body';
import { decisionContext } from '../ledger/context';
import { segmentsOf } from '../ledger/segments-of';
import { Problem } from '../problem';
import { type Call, defineRoute, type Reply } from '../route';
import { firstAnswer, isKnownExternalId } from './first-answer';
import { contentHash, readPurchase } from './read-purchase';
import { type TransactionBody, transactionBody } from './transaction-body';

interface TransactionQuery {
  readonly dryRun: boolean;
}

const query = Joi.object<TransactionQuery>({
  dryRun: Joi.boolean()
    .default(false)
    .description('True: answer what it would earn (200, with null for new ids) and record nothing.'),
});

export const createTransactionRoute = defineRoute<TransactionQuery>({
  method: 'POST',
  path: '/transactions',
  operationId: 'recordTransaction',
  tag: 'Transactions',
  summary: 'Record a purchase',
  description: [
    'Says for every program of the business what the purchase earned, or why it earned nothing. The same `externalId`',
    'again, ever, answers 200 with the first answer; with other content it is a conflict. A late purchase counts at the',
    'instant at which it was made, under the programs as they were then. Purchases of which nothing had to be paid are',
    'recorded too: they are visits.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  query,
  body: { schema: 'TransactionCreate', required: true },
  responses: {
    200: { description: 'The first answer to this transaction, or that of a dry run', schema: 'Recorded' },
    201: { description: 'The recorded purchase', schema: 'Recorded', headers: ['Idempotent-Replayed'] },
  },
  problems: ['customer_not_found', 'transaction_conflict', 'validation_failed', 'customer_busy'],
  async handler(call) {
    const body = checkBody(call.body, transactionBody);
    if (call.query.dryRun) return quote(call, body);
    try {
      return await record(call, body);
    } catch (error) {
      // Whatever speaks against it now: if it was recorded before, the first answer stands.
      if (!isKnownExternalId(error, externalIdConstraint) && !isRefusal(error)) throw error;
      const known = await firstAnswer(call, body.externalId, contentHash(body));
      if (known === null) throw error;
      return known;
    }
  },
});

const externalIdConstraint = 'transactions_business_id_external_id_key';

function isRefusal(error: unknown): boolean {
  return error instanceof Problem && error.status < 500;
}

async function record(call: Call<TransactionQuery>, body: TransactionBody): Promise<Reply> {
  const facts = await readPurchase(call, body);
  const request = { customerId: body.customerId, holdings: false };
  return changeCustomer(
    call,
    request,
    (sheet) => decide(call, facts, sheet),
    (answer) => ({ status: 201, body: answer }),
  );
}

/** The same decision without its posting. */
async function quote(call: Call<TransactionQuery>, body: TransactionBody): Promise<Reply> {
  const known = await firstAnswer(call, body.externalId, contentHash(body));
  if (known !== null) return known;
  const facts = await readPurchase(call, body);
  return changeCustomer(
    call,
    { customerId: body.customerId, holdings: false },
    async (sheet) => ({ ...(await decide(call, facts, sheet)), posting: null }),
    (answer) => ({ status: 200, body: withoutIds(answer) }),
  );
}

async function decide(
  call: Call<TransactionQuery>,
  facts: PurchaseFacts,
  sheet: CustomerSheet,
): Promise<Decided<PurchaseAnswer>> {
  const changed = sheet.lines
    .filter(({ program }) => program.updatedAt > facts.occurredAt)
    .map(({ program }) => program.id);
  const earlier =
    changed.length === 0 ? new Map() : await programsAt(call.deps.knex, changed, facts.occurredAt);
  const asked = segmentsAsked(sheet, earlier);
  const segments = await segmentsOf(call, sheet.customerId, asked, facts.occurredAt);
  return recordPurchase(sheet, facts, earlier, { ...decisionContext(call), segments });
}

/** What a dry run names does not exist. */
function withoutIds(answer: PurchaseAnswer) {
  const outcomes = answer.outcomes.map((outcome) => ({
    ...outcome,
    rewards: outcome.rewards.map((reward) => ({ ...reward, id: null })),
  }));
  return { ...answer, id: null, outcomes };
}
