import { randomUUID } from 'node:crypto';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { insertOperation } from './insert-operation';
import { forgetOldOperations, neglectedOperations, touchOperation } from './keep-operations';
import { takeUpOperation } from './run-operation';
import { withdrawOperation } from './stop-operation';

let database: TestDatabase;
const businessId = randomUUID();
beforeAll(async () => {
  database = await createTestDatabase();
  await database.knex('businesses').insert({ id: businessId, name: 'B', timezone: 'UTC', currency: 'USD' });
});
afterAll(() => database.drop());

async function stored(commandId = randomUUID()): Promise<string> {
  const id = randomUUID();
  const items = [{ programId: randomUUID() }];
  const operation = { id, businessId, action: 'pause', actor: 'user:ann', commandId, items } as const;
  expect(await insertOperation(database.knex, operation)).toBe(true);
  return id;
}

const ago = (days: number) => new Date(Date.now() - days * 24 * 60 * 60 * 1000);
const row = (id: string) => database.knex('operations').where({ id });
const ids = async () => (await database.knex('operations').select('id')).map(({ id }) => id);

test('operations are forgotten 30 days after they finished, with their items; those that run never', async () => {
  const [old, recent, running] = [await stored(), await stored(), await stored()];
  await row(old).update({ status: 'COMPLETED', finished_at: ago(31) });
  await row(recent).update({ status: 'CANCELLED', finished_at: ago(29) });
  await row(running).update({ created_at: ago(400) });
  expect(await forgetOldOperations(database.knex)).toBe(1);
  expect((await ids()).toSorted()).toEqual([recent, running].toSorted());
  expect(await database.knex('operation_items').where({ operation_id: old })).toEqual([]);
});

test('one that nobody is at is found, until it was seen to', async () => {
  const [lost, busy, over] = [await stored(), await stored(), await stored()];
  await row(lost).update({ touched_at: ago(1) });
  await row(over).update({ touched_at: ago(1), status: 'COMPLETED', finished_at: ago(1) });
  const found = async () => (await neglectedOperations(database.knex, 60_000, 10)).map(({ id }) => id);
  expect(await found()).toContain(lost);
  expect(await found()).not.toContain(busy);
  expect(await found()).not.toContain(over);
  await touchOperation(database.knex, lost);
  expect(await found()).not.toContain(lost);
});

test('the same request makes one operation', async () => {
  const commandId = randomUUID();
  await stored(commandId);
  const again = {
    id: randomUUID(),
    businessId,
    action: 'end',
    actor: 'user:ann',
    commandId,
    items: [],
  } as const;
  expect(await insertOperation(database.knex, again)).toBe(false);
  expect(await row(again.id)).toEqual([]);
});

test('one can be withdrawn until a worker has taken it up, and never be taken up after that', async () => {
  const [taken, withdrawn] = [await stored(), await stored()];
  expect(await takeUpOperation(database.knex, taken)).toMatchObject({ id: taken, status: 'RUNNING' });
  expect(await withdrawOperation(database.knex, taken)).toBe(false);
  expect(await withdrawOperation(database.knex, withdrawn)).toBe(true);
  expect(await takeUpOperation(database.knex, withdrawn)).toBeNull();
});
