import * as fc from 'fast-check';
import { v7 as uuid } from 'uuid';
import { matches } from '../../domain/segments/matches';
import type { SegmentContext, SegmentRule } from '../../domain/segments/rule';
import { rulesOf } from '../../domain/segments/segments.fixtures';
import { createdProgram } from '../../test/support/programs';
import { insertProgram } from '../programs/program-store';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { compileSegment } from './compile';
import { countMembers } from './count';
import { customersOf, factsOf, insertCustomers, keptOf, type SampleCustomer } from './customers.fixtures';

let database: TestDatabase;
let programIds: string[];
const owner = uuid();

beforeAll(async () => {
  database = await createTestDatabase();
  await newBusiness(owner, 'UTC');
  programIds = await Promise.all([newProgram(), newProgram()]);
});
afterAll(() => database?.drop());

async function newBusiness(id: string, timezone: string): Promise<void> {
  await database.knex('businesses').insert({ id, name: 'Shop', timezone, currency: 'USD' });
}

async function newProgram(): Promise<string> {
  const change = createdProgram({ businessId: owner });
  await database.knex.transaction((trx) => insertProgram(trx, change));
  return change.program.id;
}

async function membersBySql(businessId: string, rule: SegmentRule, context: SegmentContext) {
  const { sql, bindings } = compileSegment(rule, context);
  const { rows } = await database.knex.raw<{ rows: { id: string; member: boolean }[] }>(
    `SELECT c.id, ${sql} AS member FROM customers c WHERE c.business_id = ? ORDER BY c.id`,
    [...bindings, businessId],
  );
  return rows;
}

const zones = ['UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata'];
// Noon and shortly before and after midnight, within two weeks of changes of clocks.
const instants = ['2026-03-30T10:00:00.000Z', '2026-04-07T15:59:59.999Z', '2026-11-03T00:00:00.000Z'];

test('SQL and the plain evaluator agree about every rule and every customer', async () => {
  const world = fc
    .record({ timezone: fc.constantFrom(...zones), now: fc.constantFrom(...instants) })
    .chain((when) =>
      fc.record({
        when: fc.constant({ timezone: when.timezone, now: Date.parse(when.now), currency: 'USD' }),
        customers: fc.array(customersOf(programIds, Date.parse(when.now)), { minLength: 1, maxLength: 12 }),
        rules: fc.array(rulesOf(programIds), { minLength: 1, maxLength: 12 }),
      }),
    );
  let [members, others] = [0, 0];
  await fc.assert(
    fc.asyncProperty(world, async ({ when, customers, rules }) => {
      const businessId = uuid();
      await newBusiness(businessId, when.timezone);
      const renamed = customers.map((customer) => ({ ...customer, id: uuid() }));
      await insertCustomers(database.knex, businessId, renamed);
      for (const rule of rules) {
        const expected = renamed
          .map((customer) => ({ id: customer.id, member: matches(rule, factsOf(customer), when) }))
          .toSorted((a, b) => (a.id < b.id ? -1 : 1));
        expect(await membersBySql(businessId, rule, when)).toEqual(expected);
        members += expected.filter(({ member }) => member).length;
        others += expected.filter(({ member }) => !member).length;
        const alive = new Set(renamed.filter(({ erased }) => !erased).map(({ id }) => id));
        const counted = expected.filter(({ id, member }) => member && alive.has(id)).length;
        expect(await countMembers(database.knex, { businessId, actor: 'user:o' }, rule, when)).toBe(counted);
      }
    }),
    { numRuns: 60 },
  );
  // Rules that held for all or for none would prove nothing.
  expect(Math.min(members, others)).toBeGreaterThan((members + others) / 5);
}, 120_000);

test('what a customer kept is the same in SQL as for refunds', async () => {
  const businessId = uuid();
  await newBusiness(businessId, 'UTC');
  const now = Date.UTC(2026, 5, 1);
  const sample = fc.sample(customersOf([], now), 150).map((customer) => ({ ...customer, id: uuid() }));
  const customers: SampleCustomer[] = sample.map((customer) => ({
    ...customer,
    bought: customer.bought.slice(0, 1),
  }));
  await insertCustomers(database.knex, businessId, customers);
  const { rows } = await database.knex.raw<{ rows: { customer_id: string; kept: number | null }[] }>(
    'SELECT customer_id, purchase_kept(id) AS kept FROM transactions WHERE business_id = ?',
    [businessId],
  );
  const bySql = Object.fromEntries(rows.map(({ customer_id, kept }) => [customer_id, kept]));
  const expected = customers.flatMap(({ id, bought }) => bought.map((one) => [id, keptOf(one)] as const));
  expect(bySql).toEqual(Object.fromEntries(expected));
  expect(
    customers.filter(({ bought }) => bought.some(({ refunds }) => refunds.length > 0)).length,
  ).toBeGreaterThan(10);
});

test('nothing that people write becomes SQL', () => {
  const hostile = `x'); DROP TABLE customers; --`;
  const { sql, bindings } = compileSegment(
    {
      all: [
        { field: 'attributes.city', op: 'in', value: [hostile] },
        { field: 'attributes.city', op: 'eq', value: hostile },
        { field: 'tier', op: 'eq', value: hostile, programId: owner },
      ],
    },
    { now: 0, currency: hostile, timezone: hostile },
  );
  expect(sql).not.toContain('DROP');
  expect(sql.split('?').length - 1).toBe(bindings.length);
});
