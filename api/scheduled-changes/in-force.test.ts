import { hour } from '../../test/support/programs';
import { expectSoundLedger } from '../ledger/expect-sound-ledger.fixtures';
import { openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  await expectSoundLedger(shop.database.knex);
  await shop.close();
});

const points = (pointsPerDollar: number) => ({ pointsPerDollar, redemptionRate: 100 });
const iso = (at: number) => new Date(at).toISOString();

/** A program whose customers earn twice as much from an hour on, and a customer; nobody runs its workflow. */
async function doubling() {
  const program = await shop.program({ ruleType: 'POINTS_BASED', ruleConfig: points(10) });
  const customer = await shop.customer(program);
  const at = shop.clock.now + hour;
  const body = { at: iso(at), changes: { ruleConfig: points(20) } };
  const { status } = await shop.send('POST', `/programs/${program}/scheduled-changes`, body);
  expect(status).toBe(201);
  return { program, customer, at };
}

test('from its very millisecond customers earn by the change, whether or not its workflow was woken', async () => {
  const { program, customer, at } = await doubling();
  const earned = async (more = {}) => (await shop.buy(customer, 10, more)).body.outcomes[0].earned;
  shop.clock.now = at - 1;
  expect(await earned()).toBe(100);
  shop.clock.now = at;
  expect(await earned()).toBe(200);
  expect(await earned({ occurredAt: iso(at - 1) })).toBe(100);
  expect(await earned({ occurredAt: iso(at) })).toBe(200);
  const log = await shop.database.knex('program_revisions').where({ program_id: program }).orderBy('number');
  expect(log.map(({ kind, occurred_at }) => [kind, occurred_at]).slice(2)).toEqual([
    ['change_scheduled', at - hour],
    ['updated', at],
  ]);
});

test('a quote is given by it too', async () => {
  const { customer, at } = await doubling();
  shop.clock.now = at;
  const purchase = { externalId: 'q', customerId: customer, lines: [{ quantity: 1, unitPrice: 10 }] };
  const quote = await shop.send('POST', '/transactions?dryRun=true', purchase);
  expect(quote.body.outcomes[0].earned).toBe(200);
});

test('who reads the program then sees it as it is', async () => {
  const { program, at } = await doubling();
  const seen = async () => (await shop.send('GET', `/programs/${program}`)).body;
  shop.clock.now = at - 1;
  expect(await seen()).toMatchObject({ version: 3, ruleConfig: points(10) });
  shop.clock.now = at;
  expect(await seen()).toMatchObject({ version: 4, ruleConfig: points(20) });
  expect((await seen()).version).toBe(4);
});

test('many who buy at that instant put it in force once', async () => {
  const { program, at } = await doubling();
  const customers = await Promise.all(Array.from({ length: 8 }, () => shop.customer(program)));
  shop.clock.now = at;
  const answers = await Promise.all(customers.map((customer) => shop.buy(customer, 10)));
  expect(answers.map(({ body }) => body.outcomes[0].earned)).toEqual(customers.map(() => 200));
  const updates = await shop.database
    .knex('program_revisions')
    .where({ program_id: program, kind: 'updated' });
  expect(updates).toHaveLength(1);
});
