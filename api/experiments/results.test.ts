import { randomUUID } from 'node:crypto';
import { v7 as uuid } from 'uuid';
import { hour } from '../../test/support/programs';
import { expectSoundLedger } from '../ledger/expect-sound-ledger.fixtures';
import { openShop, type Shop } from '../ledger/shop.fixtures';
import { points, started, variantOf, variants } from './earning.fixtures';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
  bystanders = [];
});
afterEach(() => shop.close());

const iso = (instant: number) => new Date(instant).toISOString();
const resultsOf = async (id: string) => (await shop.send('GET', `/experiments/${id}/results`)).body;

/** Numbers that look random and are the same every time. */
function dice(seed: number): (sides: number) => number {
  let state = seed;
  return (sides) => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return Math.floor((state / 2 ** 31) * sides);
  };
}

/** What the test itself knows of one customer. */
interface Known {
  readonly id: string;
  enrolled: 'before' | 'during' | 'never';
  cents: number;
  redemptions: number;
}

/** Those who were made on the way: they are customers as well. */
let bystanders: Known[] = [];

/** A new customer who is in the given variant. */
async function newcomer(experimentId: string, variant: string): Promise<Known> {
  for (;;) {
    const one: Known = { id: await shop.customer(), enrolled: 'never', cents: 0, redemptions: 0 };
    if (variantOf(experimentId, one.id) === variant) return one;
    bystanders.push(one);
  }
}

async function enrol(programId: string, one: Known, when: 'before' | 'during'): Promise<void> {
  await shop.send('POST', `/programs/${programId}/enrollments`, { customerId: one.id });
  one.enrolled = when;
}

async function buy(one: Known, dollars: number, counts: boolean): Promise<void> {
  const { body } = await shop.buy(one.id, dollars, { lines: [{ quantity: 2, unitPrice: dollars }] });
  if (counts) one.cents += dollars * 200;
  if (dollars % 3 > 0) return;
  const lines = [{ line: 0, quantity: 1 }];
  await shop.send('POST', `/transactions/${body.id}/refunds`, { externalId: randomUUID(), lines });
  if (counts) one.cents -= dollars * 100;
}

async function redeem(programId: string, one: Known, cancel: boolean): Promise<void> {
  const wish = { customerId: one.id, points: 1 };
  const { status, body } = await shop.send('POST', `/programs/${programId}/redemptions`, wish);
  if (status !== 201) return;
  if (cancel) await shop.send('POST', `/redemptions/${body.id}/cancel`);
  else one.redemptions += 1;
}

/** The measures of some customers, without any of the product's code. */
function measured(name: string, all: readonly Known[]) {
  const enrolled = all.filter((one) => one.enrolled !== 'never').length;
  const joined = all.filter((one) => one.enrolled === 'during').length;
  const redeemed = all.filter((one) => one.redemptions > 0).length;
  const cents = all.reduce((sum, one) => sum + one.cents, 0);
  return {
    variant: name,
    customers: all.length,
    enrolled,
    joined,
    redeemed,
    redemptions: all.reduce((sum, one) => sum + one.redemptions, 0),
    spend: cents / 100,
    enrolmentRate: joined / (all.length - (enrolled - joined)),
    redemptionRate: redeemed / enrolled,
    spendPerCustomer: Number((cents / 100 / all.length).toFixed(4)),
  };
}

test('a generated shop: the results are what counting customer by customer gives', async () => {
  const roll = dice(7);
  const programId = await shop.program(points);
  const customers: Known[] = [];
  for (let n = 0; n < 24; n += 1) {
    const one: Known = { id: await shop.customer(), enrolled: 'never', cents: 0, redemptions: 0 };
    customers.push(one);
    if (roll(2) === 0) await enrol(programId, one, 'before');
    if (roll(2) === 0) await buy(one, 1 + roll(20), false);
  }
  shop.clock.now += hour;
  const experimentId = await started(shop, programId);
  for (let n = 0; n < 120; n += 1) {
    shop.clock.now += 1_000 * (1 + roll(60));
    const one = customers[roll(customers.length)] as Known;
    const deed = roll(6);
    if (deed === 0 && one.enrolled === 'never') await enrol(programId, one, 'during');
    else if (deed < 4) await buy(one, 1 + roll(20), true);
    else await redeem(programId, one, roll(4) === 0);
  }
  for (const { name } of variants) {
    const one = await newcomer(experimentId, name);
    customers.push(one);
    await enrol(programId, one, 'during');
    await buy(one, 10, true);
    await redeem(programId, one, false);
  }
  shop.clock.now += 1;
  const sofar = await resultsOf(experimentId);
  const { body: over } = await shop.send('POST', `/experiments/${experimentId}/end`);
  shop.clock.now += hour;
  for (const one of customers) await buy(one, 5, false);

  const expected = variants.map(({ name }) =>
    measured(
      name,
      [...customers, ...bystanders].filter(({ id }) => variantOf(experimentId, id) === name),
    ),
  );
  const results = await resultsOf(experimentId);
  expect(results).toMatchObject({
    experimentId,
    programId,
    status: 'ENDED',
    currency: 'USD',
    from: over.startedAt,
    until: over.endedAt,
    metric: 'spendPerCustomer',
    control: 'control',
    winner: null,
    summary: expect.stringContaining('too few customers'),
    variants: expected,
  });
  expect(sofar.variants).toEqual(results.variants);
  expect(Math.min(...expected.map(({ redemptions }) => redemptions))).toBeGreaterThan(0);
  const [control, triple] = expected as [(typeof expected)[0], (typeof expected)[0]];
  const { lift } = results.variants[1];
  expect(results.variants[0].lift).toBeNull();
  for (const metric of ['enrolmentRate', 'redemptionRate', 'spendPerCustomer'] as const) {
    const { difference, relative, low, high } = lift[metric];
    expect(difference).toBeCloseTo(triple[metric] - control[metric], 3);
    expect(relative).toBeCloseTo((triple[metric] - control[metric]) / control[metric], 3);
    expect([low < difference, difference < high]).toEqual([true, true]);
  }
  await expectSoundLedger(shop.database.knex);
});

/** Customers as a long time would bring them, as many in each variant, of whom a share has redeemed. */
async function crowd(programId: string, experimentId: string, shares: Readonly<Record<string, number>>) {
  const { knex } = shop.database;
  const { businessId: business_id } = shop.tenant;
  const at = iso(shop.clock.now);
  const owned = { program_id: programId, business_id };
  for (const [name, share] of Object.entries(shares)) {
    const ids = idsIn(experimentId, name, 300);
    const redeemed = ids.slice(0, Math.round(share * ids.length));
    const details = JSON.stringify({ variant: name });
    await knex('customers').insert(ids.map((id) => ({ id, business_id, external_id: id, created_at: at })));
    await knex('accounts').insert(
      ids.map((id) => ({ ...owned, customer_id: id, state: '{}', enrolled_at: at, created_at: at })),
    );
    await knex('ledger_entries').insert(
      redeemed.map((id) => ({
        ...owned,
        customer_id: id,
        number: 1,
        kind: 'redeemed',
        quantity: 0,
        balance_after: 0,
        program_version: 3,
        logic_version: 1,
        actor: 'user:till',
        details,
        occurred_at: at,
        recorded_at: at,
      })),
    );
  }
}

/** So many ids that are all in one variant. */
function idsIn(experimentId: string, variant: string, count: number): string[] {
  const ids: string[] = [];
  while (ids.length < count) {
    const id = uuid();
    if (variantOf(experimentId, id) === variant) ids.push(id);
  }
  return ids;
}

test.each([
  { shares: { control: 0.33, triple: 0.36 }, sofar: null, ended: null },
  { shares: { control: 0.33, triple: 0.43 }, sofar: null, ended: 'triple' },
  { shares: { control: 0.33, triple: 0.5 }, sofar: 'triple', ended: 'triple' },
  { shares: { control: 0.5, triple: 0.33 }, sofar: 'control', ended: 'control' },
])('$shares: the winner so far is $sofar, in the end $ended', async ({ shares, ...winners }) => {
  const programId = await shop.program(points);
  const body = { name: 'x', metric: 'redemptionRate', variants };
  const { id } = (await shop.send('POST', `/programs/${programId}/experiments`, body)).body;
  await crowd(programId, id, shares);
  shop.clock.now += hour;
  const sofar = await resultsOf(id);
  expect([sofar.status, sofar.winner]).toEqual(['RUNNING', winners.sofar]);
  expect(sofar.variants.map(({ redemptionRate }: { redemptionRate: number }) => redemptionRate)).toEqual(
    Object.values(shares),
  );
  await shop.send('POST', `/experiments/${id}/end`);
  const ended = await resultsOf(id);
  expect(ended.winner).toBe(winners.ended);
  expect(ended.summary).toContain(winners.ended === null ? 'No winner' : `"${winners.ended}" wins`);
});

test('an experiment that nobody took part in has results too', async () => {
  const id = await started(shop, await shop.program(points));
  expect(await resultsOf(id)).toMatchObject({
    status: 'RUNNING',
    winner: null,
    variants: [
      { variant: 'control', customers: 0, enrolmentRate: null, spendPerCustomer: null, lift: null },
      { variant: 'triple', lift: { enrolmentRate: null, redemptionRate: null, spendPerCustomer: null } },
    ],
  });
});
