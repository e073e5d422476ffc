import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { type Change, SheetChanged } from './post';
import { createPostTogether } from './post-together';

let database: TestDatabase;
const businessId = randomUUID();
beforeAll(async () => {
  database = await createTestDatabase();
  const business = { id: businessId, name: 'Shop', timezone: 'UTC', currency: 'USD' };
  await database.knex('businesses').insert(business);
});
afterAll(() => database.drop());

async function customer(): Promise<string> {
  const id = randomUUID();
  const row = { id, business_id: businessId, external_id: id, created_at: new Date().toISOString() };
  await database.knex('customers').insert(row);
  return id;
}

const told = { type: 'loyalty.customer.enrolled', at: 1_000, payload: {} };
const change = (customerId: string, more: object = {}): Change => {
  const doc = {
    businessId,
    customerId,
    sequence: 0,
    recordedAt: 1_000,
    programs: [],
    events: [told],
    ...more,
  };
  return { customerId, doc: JSON.stringify(doc) };
};
const paid = { total: 1, discount: 0, lines: [], contentSha256: 'ab', answer: {} };
const purchase = (externalId: string) => ({
  transaction: { id: randomUUID(), externalId, occurredAt: 1_000, currency: 'USD', ...paid },
});
const sequenceOf = async (id: string, knex: Knex = database.knex) =>
  (await knex('customers').where({ id }).first('event_sequence')).event_sequence;

/** Keeps all lanes busy, so that everything asked for meanwhile makes up one batch. */
async function together(others: readonly string[], changes: readonly Change[]) {
  const post = createPostTogether(database.knex);
  const busy = others.map((id) => post(change(id)));
  const settled = await Promise.allSettled(changes.map((one) => post(one)));
  await Promise.all(busy);
  return settled;
}

test('changes that are asked for at the same time share a transaction', async () => {
  const ids = await Promise.all(Array.from({ length: 10 }, () => customer()));
  const others = await Promise.all(Array.from({ length: 4 }, () => customer()));
  const acquired = jest.spyOn(database.knex.client, 'acquireConnection');
  const settled = await together(
    others,
    ids.map((id) => change(id)),
  );
  // One for each busy lane, and one for all ten.
  expect(acquired).toHaveBeenCalledTimes(5);
  acquired.mockRestore();
  expect(settled.every(({ status }) => status === 'fulfilled')).toBe(true);
  expect(await Promise.all(ids.map((id) => sequenceOf(id)))).toEqual(ids.map(() => 1));
});

test('what one of them may not write keeps no other from being written, and says why', async () => {
  const [fine, stale, repeated, first] = await Promise.all([customer(), customer(), customer(), customer()]);
  await createPostTogether(database.knex)(change(first, purchase('known')));
  const others = await Promise.all(Array.from({ length: 4 }, () => customer()));
  const settled = await together(others, [
    change(stale, { sequence: 7 }),
    change(fine),
    change(repeated, purchase('known')),
  ]);
  expect(settled.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
  expect((settled[0] as PromiseRejectedResult).reason).toBeInstanceOf(SheetChanged);
  expect((settled[2] as PromiseRejectedResult).reason).toMatchObject({
    code: '23505',
    constraint: 'transactions_business_id_external_id_key',
  });
  expect(await Promise.all([stale, fine, repeated].map((id) => sequenceOf(id)))).toEqual([0, 1, 0]);
});
