import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import type { Knex } from 'knex';
import { BusinessModel } from '../models/business-model';
import { createTestDatabase, type TestDatabase } from '../test-database';
import { Ground } from './ground.fixtures';
import { bucketOf, dateOf, naiveAnalytics, type NaiveRange, type PostedEntry } from './naive.fixtures';
import { analyticsIntervals, readAnalytics } from './read-analytics';
import { realign, rollUp } from './roll-up';

let database: TestDatabase;
let knex: Knex;
const businessId = randomUUID();
const locations = [null, randomUUID(), randomUUID()];

beforeAll(async () => {
  database = await createTestDatabase();
  knex = database.knex;
  await BusinessModel.query(knex).insert({ id: businessId, name: 'B', timezone: 'UTC', currency: 'USD' });
});
afterAll(() => database?.drop());

const middle = {
  'Europe/Berlin': Date.UTC(2026, 2, 29, 1),
  'Australia/Lord_Howe': Date.UTC(2026, 3, 4, 15),
  'America/New_York': Date.UTC(2025, 10, 2, 6),
};
type Zone = keyof typeof middle;
const hour = 3_600_000;

const batches = (zone: Zone) =>
  fc
    .array(
      fc.array(
        fc.record({
          customer: fc.nat(5),
          hours: fc.integer({ min: -24 * 45, max: 24 * 45 }),
          location: fc.nat(2),
          kind: fc.constantFrom(
            'earned',
            'earned',
            'redeemed',
            'reversed',
            'expired',
            'redemption_cancelled',
            'reward_issued',
          ),
          ofReward: fc.boolean(),
          quantity: fc.integer({ min: -50, max: 200 }),
        }),
        { maxLength: 12 },
      ),
      { maxLength: 6 },
    )
    .map((all) =>
      all.map((batch) =>
        batch.map(({ customer, hours, location, ...entry }) => ({
          ...entry,
          customer,
          occurredAt: middle[zone] + hours * hour - (hours % 7) * 60_000,
          locationId: locations[location] ?? null,
        })),
      ),
    );

/** Waits until no running transaction, of any test, holds the roll-up back. */
async function settled(): Promise<void> {
  for (let waits = true; waits; ) {
    const { rows } = await knex.raw(
      `SELECT max(posted_xid) >= pg_snapshot_xmin(pg_current_snapshot()) AS waits FROM ledger_entries`,
    );
    waits = rows[0].waits === true;
  }
}

/** The range widened to whole buckets. */
function widened(zone: Zone, interval: NaiveRange['interval'], fromDay: number, days: number): NaiveRange {
  const date = (offset: number) => new Date(middle[zone] + offset * 24 * hour).toISOString().slice(0, 10);
  const from = bucketOf(date(fromDay), interval);
  let to = date(fromDay + days);
  while (bucketOf(to, interval) !== to) to = dateOf(Date.parse(`${to}T12:00:00Z`) + 24 * hour, 'UTC');
  return { timezone: zone, interval, from, to };
}

describe.each(Object.keys(middle) as Zone[])('in %s, around a clock change', (zone) => {
  test('analytics equal a naive recomputation, however far the roll-up has come and however late entries are', async () => {
    await fc.assert(
      fc.asyncProperty(
        batches(zone),
        fc.array(fc.nat(2), { minLength: 6, maxLength: 6 }),
        fc.integer({ min: -50, max: 30 }),
        fc.integer({ min: 1, max: 60 }),
        async (posted, rollUps, fromDay, days) => {
          const ground = await Ground.open(knex, businessId, zone);
          for (let n = 0; n < 6; n += 1) await ground.enrol(middle[zone] + n * 9 * hour);
          for (const [n, batch] of posted.entries()) {
            await ground.post(
              batch.map(({ customer, ...entry }) => ({
                ...entry,
                customerId: ground.customers[customer] as string,
              })),
            );
            if (rollUps[n] === 1) await rollUp(knex, { entriesPerStep: 5, now: middle[zone] });
            if (rollUps[n] === 2) await Promise.all([rollUp(knex), rollUp(knex), rollUp(knex)]);
          }
          for (const interval of analyticsIntervals) {
            const range = widened(zone, interval, fromDay, days);
            expect(await ground.analytics(range)).toEqual(naiveAnalytics(ground, range));
          }
          const now = middle[zone] + fromDay * 24 * hour;
          expect(await ground.totals(now)).toEqual(ground.naiveTotals(now, zone));
        },
      ),
      { numRuns: 25 },
    );
  });
});

const entry = (customerId: string, occurredAt: number, quantity = 1): PostedEntry => ({
  customerId,
  occurredAt,
  locationId: null,
  kind: 'earned',
  ofReward: false,
  quantity,
});
const spring: NaiveRange = {
  timezone: 'Europe/Berlin',
  interval: 'month',
  from: '2026-03-01',
  to: '2026-05-01',
};

test('what a slow transaction posts is counted once, although younger ones were rolled up before it', async () => {
  const ground = await Ground.open(knex, businessId, 'Europe/Berlin');
  const at = middle['Europe/Berlin'];
  await ground.enrol(at);
  const [customer] = ground.customers as [string];
  const slow = await knex.transaction();
  await ground.post([entry(customer, at)], slow);
  await ground.post([entry(customer, at + hour)]);
  while (await rollUp(knex));
  const before = await readAnalytics(knex, { programId: ground.programId, ...spring, now: at });
  expect(before.outstanding).toBe(1);
  await slow.commit();
  expect(await ground.analytics(spring)).toEqual(naiveAnalytics(ground, spring));
  while (await rollUp(knex));
  expect(await ground.analytics(spring)).toEqual(naiveAnalytics(ground, spring));
});

test('a backlog is worked off in steps, and one large transaction is taken whole', async () => {
  const ground = await Ground.open(knex, businessId, 'UTC');
  const at = middle['Europe/Berlin'];
  await ground.enrol(at);
  const [customer] = ground.customers as [string];
  await ground.post(Array.from({ length: 30 }, (_, n) => entry(customer, at + n * 24 * hour)));
  for (let n = 0; n < 5; n += 1) await ground.post([entry(customer, at)]);
  await settled();
  let steps = 1;
  while (await rollUp(knex, { entriesPerStep: 3 })) steps += 1;
  expect(steps).toBeGreaterThan(1);
  const range = { ...spring, timezone: 'UTC' };
  expect(await ground.analytics(range)).toEqual(naiveAnalytics(ground, range));
});

test('after a program moved to another zone its days are made anew', async () => {
  const ground = await Ground.open(knex, businessId, 'Europe/Berlin');
  const at = Date.UTC(2026, 2, 31, 20);
  await ground.enrol(at);
  await ground.post([entry(ground.customers[0] as string, at)]);
  await settled();
  while (await rollUp(knex));
  await knex('loyalty_programs').where({ id: ground.programId }).update({ timezone: 'Asia/Tokyo' });
  expect(await ground.analytics(spring)).toContain('bucket 2026-03-01 earned false: 1, 1');
  while (await realign(knex));
  const moved = { ...spring, timezone: 'Asia/Tokyo' };
  expect(await ground.analytics(moved)).toEqual(naiveAnalytics(ground, moved));
  expect(await ground.analytics(moved)).toContain('bucket 2026-04-01 earned false: 1, 1');
});

test('points that expired count no more, whether or not they were written off', async () => {
  const ground = await Ground.open(knex, businessId, 'UTC');
  const at = middle['Europe/Berlin'];
  await ground.enrol(at);
  const [customer] = ground.customers as [string];
  await ground.post([entry(customer, at, 70)]);
  const account = { customer_id: customer, program_id: ground.programId };
  await knex('point_lots').insert({
    ...account,
    entry: 1,
    business_id: businessId,
    amount: 70,
    remaining: 70,
    earned_at: new Date(at),
    expires_at: new Date(at + hour),
  });
  await knex('accounts')
    .where(account)
    .update({ next_expiry_at: new Date(at + hour) });
  const outstanding = async (now: number) =>
    (await readAnalytics(knex, { programId: ground.programId, ...spring, now })).outstanding;
  expect([await outstanding(at + hour - 1), await outstanding(at + hour)]).toEqual([70, 0]);
});
