import Joi from 'joi';
import type { SimulatedPurchase } from '../../domain/ledger/simulate';
import type { Instant } from '../../domain/program/program';
import { defaultsOfBusiness } from '../businesses';
import { id, instant, instantOf, refuse } from '../ledger/fields';
import { isArchived, locationNamed } from '../ledger/locations';
import type { Call } from '../route';
import { readBasket } from '../transactions/read-purchase';
import { type TransactionBody, transactionBody } from '../transactions/transaction-body';
import { type Fault, meaningFault } from './faults';

/** The body of `POST /programs/simulate`. */
export interface SimulateBody {
  readonly program?: object;
  readonly programId?: string;
  readonly transactions: readonly SimulatedTransaction[];
  readonly until?: string;
}

type SimulatedTransaction = Omit<TransactionBody, 'occurredAt'> & { readonly occurredAt: string };

const mostTransactions = 1_000;

export const simulateBody = Joi.object<SimulateBody>({
  program: Joi.object().unknown().description('A body as for creating a program, `templateId` included.'),
  programId: id().description('Instead: a program as it is stored, taken as live from its start.'),
  transactions: Joi.array()
    .items(
      transactionBody
        .fork(['externalId', 'customerId'], (field) => field.optional())
        .fork(['occurredAt'], (field) => field.required()),
    )
    .min(1)
    .max(mostTransactions)
    .required()
    .description('Purchases of one customer, in any order, as for `POST /transactions`; also ones to come.'),
  until: instant().description('Go on up to here, to see what expires; to the last purchase when left out.'),
}).xor('program', 'programId');

/** The purchases in a body, in minor units, with their locations looked up. Problem with every fault. */
export async function readPurchases(
  call: Call<unknown>,
  { transactions }: SimulateBody,
): Promise<SimulatedPurchase[]> {
  const { currency } = await defaultsOfBusiness(call);
  const faults: Fault[] = [];
  const read = transactions.map((body, index) => {
    const at = `/transactions/${index}`;
    const occurredAt = instantOf(body.occurredAt, `${at}/occurredAt`, 'Date of the purchase', faults) ?? 0;
    const own = body.currency ?? currency;
    return {
      locationId: body.locationId ?? null,
      occurredAt,
      currency: own,
      ...readBasket(body, own, at, faults),
    };
  });
  refuse(faults);
  return Promise.all(
    read.map(async (purchase, index) => {
      const location = await locationNamed(call, purchase.locationId, `/transactions/${index}/locationId`);
      const locationArchived = isArchived(location, purchase.occurredAt);
      return { ...purchase, locationTimezone: location?.timezone ?? null, locationArchived };
    }),
  );
}

const longestAfterMs = 3_660 * 24 * 60 * 60 * 1_000;

/** How far the simulation is to go on; undefined: to the last purchase. */
export function readUntil(
  { until }: SimulateBody,
  purchases: readonly SimulatedPurchase[],
): Instant | undefined {
  const faults: Fault[] = [];
  const at = instantOf(until, '/until', 'Until', faults);
  const last = Math.max(...purchases.map(({ occurredAt }) => occurredAt));
  if (at !== null && at > last + longestAfterMs) {
    faults.push(meaningFault('/until', 'too_far', 'Until must be within ten years of the last purchase'));
  }
  refuse(faults);
  return at ?? undefined;
}
