import { randomUUID } from 'node:crypto';
import type { SegmentRule } from '../../domain/segments/rule';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { CountingBusy, CountTooSlow, MemberCounts } from './member-counts';
import type { Segment } from './segment-model';

let database: TestDatabase;
const businessId = randomUUID();
const context = { now: Date.UTC(2026, 10, 22), currency: 'USD', timezone: 'UTC' };
beforeAll(async () => {
  database = await createTestDatabase();
  await database
    .knex('businesses')
    .insert({ id: businessId, name: 'Shop', timezone: 'UTC', currency: 'USD' });
  await database.knex.raw(
    `INSERT INTO customers (id, business_id, external_id, attributes, created_at)
     SELECT gen_random_uuid(), ?, n::text, '{}', now() FROM generate_series(1, 3000) AS n`,
    [businessId],
  );
});
afterAll(() => database?.drop());

const anyone: SegmentRule = { field: 'visits', op: 'eq', value: 0 };
const segment = (rule: SegmentRule = anyone): Segment => ({
  id: randomUUID(),
  businessId,
  name: 'Anyone',
  rule,
  version: 1,
  createdAt: 0,
  updatedAt: 0,
});

/** Holds a lock that every count waits for, until `release`. */
async function held(): Promise<{ release(): Promise<void> }> {
  const trx = await database.knex.transaction();
  await trx.raw('LOCK TABLE customers IN ACCESS EXCLUSIVE MODE');
  return { release: async () => void (await trx.rollback()) };
}

test('who asks for the same segment meanwhile shares the answer', async () => {
  const counts = new MemberCounts(database.knex, { limitMs: 10_000, atOnce: 1 });
  const one = segment();
  const lock = await held();
  const asked = [1, 2, 3].map(() => counts.of(one, context));
  await lock.release();
  const answers = await Promise.all(asked);
  expect(answers).toEqual(asked.map(() => ({ members: 3000, at: context.now })));
  expect(await counts.of(one, { ...context, now: 0 })).toEqual(answers[0]);
});

test('a count that takes too long is given up, and not tried again at once', async () => {
  const counts = new MemberCounts(database.knex, { limitMs: 50, atOnce: 1 });
  const one = segment();
  const lock = await held();
  await expect(counts.of(one, context)).rejects.toBeInstanceOf(CountTooSlow);
  await lock.release();
  await expect(counts.of(one, context)).rejects.toBeInstanceOf(CountTooSlow);
  expect((await counts.of({ ...one, version: 2 }, context)).members).toBe(3000);
});

test('beyond a few at once, counts are refused and nothing of it is kept', async () => {
  const counts = new MemberCounts(database.knex, { limitMs: 10_000, atOnce: 1 });
  const [one, two] = [segment(), segment({ not: anyone })];
  const lock = await held();
  const first = counts.of(one, context);
  await expect(counts.of(two, context)).rejects.toBeInstanceOf(CountingBusy);
  await lock.release();
  expect((await first).members).toBe(3000);
  expect((await counts.of(two, context)).members).toBe(0);
});
