import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { v7 as uuid } from 'uuid';
import { paidTotal, type Purchase, type PurchaseLine, remainingPurchase } from '../../domain/rules/purchase';
import { type CustomerFacts, dayMs } from '../../domain/segments/facts';
import { keys, scalars } from '../../domain/segments/segments.fixtures';
import { toTimestamp } from '../models/instants';

/** A purchase with what was given back of it, refund by refund. */
export interface Bought {
  readonly occurredAt: number;
  readonly currency: string;
  readonly lines: readonly PurchaseLine[];
  readonly discount: number;
  readonly refunds: readonly (readonly { readonly line: number; readonly quantity: number }[])[];
}

/** A customer as tests make them up. `purchases` are what a rule sees of `bought`. */
export interface SampleCustomer {
  readonly id: string;
  readonly erased: boolean;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly accounts: CustomerFacts['accounts'];
  readonly bought: readonly Bought[];
}

/** What a rule sees of a customer. */
export function factsOf({ attributes, accounts, bought }: SampleCustomer): CustomerFacts {
  return { attributes, accounts, purchases: bought.map((one) => ({ ...one, kept: keptOf(one) })) };
}

/** What was paid for what was kept, by the code that refunds go by; null when all was given back. */
export function keptOf({ occurredAt, lines, discount, refunds }: Bought): number | null {
  const purchase: Purchase = { transactionId: 't', occurredAt, lines, discount };
  const returned = lines.map((_, line) =>
    refunds.flat().reduce((sum, back) => (back.line === line ? sum + back.quantity : sum), 0),
  );
  if (returned.every((quantity) => quantity === 0)) return paidTotal(purchase);
  const left = remainingPurchase(purchase, returned);
  return left === null ? null : paidTotal(left);
}

/**
 * Instants close to a number of days before `now`, where an off-by-one shows, often on the same few days, where zones
 * differ about which day it is, and some that have yet to come.
 */
function instantsAround(now: number): fc.Arbitrary<number> {
  const days = fc.oneof(fc.integer({ min: -1, max: 14 }), fc.integer({ min: 1, max: 2 }));
  const edges = fc.constantFrom(-1, 0, 1);
  const hours = fc.nat(3).map((quarter) => (quarter * dayMs) / 4);
  return fc.tuple(days, fc.oneof(edges, hours, fc.nat(dayMs))).map(([count, ms]) => now - count * dayMs + ms);
}

const line = fc.record({
  quantity: fc.integer({ min: 1, max: 4 }),
  amount: fc.integer({ min: 0, max: 1_500 }),
});

function boughtAround(now: number): fc.Arbitrary<Bought> {
  return fc
    .tuple(
      fc.array(line, { minLength: 1, maxLength: 3 }),
      fc.nat(3_000),
      fc.array(fc.nat(4), { maxLength: 3 }),
    )
    .chain(([lines, discount, back]) => {
      const total = lines.reduce((sum, { amount }) => sum + amount, 0);
      return fc.record({
        occurredAt: instantsAround(now),
        currency: fc.constantFrom('USD', 'USD', 'EUR'),
        lines: fc.constant(lines),
        discount: fc.constant(Math.min(discount, total)),
        refunds: fc.constantFrom([], refundsOf(lines, back)),
      });
    });
}

/** Up to so many items of each line given back, all at once or the last of them later. */
function refundsOf(lines: readonly PurchaseLine[], back: readonly number[]): Bought['refunds'] {
  const returned = back
    .slice(0, lines.length)
    .map((quantity, i) => Math.min(quantity, lines[i]?.quantity ?? 0));
  const first = returned.map((quantity, i) => ({ line: i, quantity: Math.ceil(quantity / 2) }));
  const second = returned.map((quantity, i) => ({ line: i, quantity: Math.floor(quantity / 2) }));
  return [first, second]
    .map((one) => one.filter(({ quantity }) => quantity > 0))
    .filter((one) => one.length > 0);
}

/** Customers of all sorts, enrolled in some of these programs. */
export function customersOf(programIds: readonly string[], now: number): fc.Arbitrary<SampleCustomer> {
  const account = fc.record({
    enrolledAt: instantsAround(now),
    tier: fc.constantFrom(null, 'Gold', 'Silver'),
  });
  return fc.record({
    id: fc.uuid(),
    erased: fc.nat(9).map((chance) => chance === 0),
    attributes: fc
      .dictionary(keys, fc.oneof(scalars, fc.constantFrom(null, [5], { a: 1 })), { maxKeys: 4 })
      .map(asStored),
    accounts: fc
      .tuple(...programIds.map((programId) => fc.option(account.map((one) => ({ programId, ...one })))))
      .map((accounts) => accounts.filter((one) => one !== null)),
    bought: fc.array(boughtAround(now), { maxLength: 5 }),
  });
}

function asStored(attributes: object): Record<string, unknown> {
  return JSON.parse(JSON.stringify(attributes));
}

/** Stores customers with all they did, as the ledger would have. */
export async function insertCustomers(
  knex: Knex,
  businessId: string,
  customers: readonly SampleCustomer[],
): Promise<void> {
  const at = toTimestamp(0);
  const refunds: object[] = [];
  const transactions = customers.flatMap(({ id, bought: all }) =>
    all.map((one) => {
      const transaction = { id: uuid(), business_id: businessId, external_id: uuid() };
      const hashed = { content_sha256: Buffer.alloc(1), answer: '{}', recorded_at: at };
      for (const lines of one.refunds) {
        refunds.push({
          ...hashed,
          id: uuid(),
          business_id: businessId,
          external_id: uuid(),
          transaction_id: transaction.id,
          lines: JSON.stringify(lines),
        });
      }
      return {
        ...transaction,
        ...hashed,
        customer_id: id,
        occurred_at: toTimestamp(one.occurredAt),
        currency: one.currency,
        total: paidTotal({ transactionId: '', ...one }),
        discount: one.discount,
        lines: JSON.stringify(one.lines),
      };
    }),
  );
  await insertAll(
    knex,
    'customers',
    customers.map(({ id, erased, attributes }) => ({
      id,
      business_id: businessId,
      external_id: id,
      attributes: JSON.stringify(attributes),
      created_at: at,
      erased_at: erased ? at : null,
    })),
  );
  await insertAll(
    knex,
    'accounts',
    customers.flatMap(({ id, accounts }) =>
      accounts.map(({ programId, enrolledAt, tier }) => ({
        program_id: programId,
        customer_id: id,
        business_id: businessId,
        enrolled_at: toTimestamp(enrolledAt),
        state: '{}',
        tier,
        created_at: at,
      })),
    ),
  );
  await insertAll(knex, 'transactions', transactions);
  await insertAll(knex, 'refunds', refunds);
}

async function insertAll(knex: Knex, table: string, rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await knex.batchInsert(table, [...rows], 500);
}
