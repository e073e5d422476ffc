import { randomUUID } from 'node:crypto';
import { day, minute } from '../../test/support/programs';
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

const points = (config: object = {}, wish: object = {}) =>
  shop.program({
    ruleType: 'POINTS_BASED',
    ruleConfig: { pointsPerDollar: 1, redemptionRate: 30, ...config },
    ...wish,
  });
const spend = (program: string, customerId: string, amount: number, more: object = {}) =>
  shop.send('POST', `/programs/${program}/redemptions`, { customerId, points: amount, ...more });
const accountOf = async (program: string, customerId: string) =>
  (await shop.send('GET', `/programs/${program}/customers/${customerId}`)).body;

test('spends points for what they are worth, rounded down', async () => {
  const program = await points();
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 100);
  const spent = await spend(program, customerId, 50);
  expect([spent.status, spent.body]).toEqual([
    201,
    {
      id: expect.any(String),
      programId: program,
      customerId,
      points: 50,
      value: 1.66,
      currency: 'USD',
      balance: 50,
      locationId: null,
      redeemedAt: '2026-11-22T12:00:00.000Z',
      cancelledAt: null,
    },
  ]);
  const ledger = await shop.send('GET', `/programs/${program}/customers/${customerId}/ledger`);
  expect(ledger.body.data[0]).toMatchObject({
    kind: 'redeemed',
    quantity: -50,
    balanceAfter: 50,
    redemptionId: spent.body.id,
  });
  const events = await shop.database
    .knex('customer_events')
    .orderBy('first_sequence', 'desc')
    .first('events');
  expect(events.events).toMatchObject([
    { type: 'loyalty.points.redeemed', payload: { points: 50, value: 1.66, balance: 50 } },
  ]);
});

test.each([
  ['JPY', 7, 100, 14],
  ['KWD', 3, 100, 33.333],
])('in %s', async (currency, redemptionRate, amount, value) => {
  const program = await points({ redemptionRate }, { currency });
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 1_000, { currency });
  expect((await spend(program, customerId, amount)).body.value).toBe(value);
});

test('fifty at once, at two tills: exactly what is there', async () => {
  const program = await points();
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 25);
  const till = await shop.openTill();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) =>
      (i % 2 === 0 ? shop : till).send('POST', `/programs/${program}/redemptions`, { customerId, points: 1 }),
    ),
  );
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(25);
  const refused = answers.filter(({ status }) => status !== 201);
  expect(new Set(refused.map(({ body }) => `${body.status} ${body.code} ${body.balance}`))).toEqual(
    new Set(['409 insufficient_points 0']),
  );
  expect((await accountOf(program, customerId)).balance).toBe(0);
});

test('more than there is: says how much there is', async () => {
  const program = await points();
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 10);
  const answer = await spend(program, customerId, 11);
  expect([answer.status, answer.body]).toMatchObject([409, { code: 'insufficient_points', balance: 10 }]);
});

test('an Idempotency-Key keeps a repetition from spending again', async () => {
  const program = await points();
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 10);
  const key = { 'idempotency-key': randomUUID() };
  const send = () => shop.send('POST', `/programs/${program}/redemptions`, { customerId, points: 4 }, key);
  const [first, second] = [await send(), await send()];
  expect([second.status, second.body]).toEqual([201, first.body]);
  expect((await accountOf(program, customerId)).balance).toBe(6);
});

/** Points of two purchases, of which the older ones expire later than the younger ones. */
async function lots(program: string): Promise<string> {
  const customerId = await shop.customer(program);
  const give = (quantity: number, expiresAt: number | null) =>
    shop.send('POST', `/programs/${program}/adjustments`, {
      customerId,
      quantity,
      reason: 'test',
      expiresAt: expiresAt === null ? null : new Date(expiresAt).toISOString(),
    });
  await give(10, null);
  await give(10, shop.clock.now + 20 * day);
  await give(10, shop.clock.now + 10 * day);
  return customerId;
}

const expiriesOf = async (program: string, customerId: string) =>
  (await accountOf(program, customerId)).expiries.map((expiry: { points: number }) => expiry.points);

test('those that expire soonest go first, and come back where they were', async () => {
  const program = await points({ redemption: { cancelWithinMinutes: 129_600 } });
  const customerId = await lots(program);
  const spent = await spend(program, customerId, 15);
  expect(await expiriesOf(program, customerId)).toEqual([5]);
  shop.clock.now += day;
  const cancelled = await shop.send('POST', `/redemptions/${spent.body.id}/cancel`);
  expect([cancelled.status, cancelled.body]).toEqual([
    200,
    { ...spent.body, balance: 30, cancelledAt: new Date(shop.clock.now).toISOString() },
  ]);
  expect(await expiriesOf(program, customerId)).toEqual([10, 10]);
  const again = await shop.send('POST', `/redemptions/${spent.body.id}/cancel`);
  expect([again.status, again.body]).toEqual([200, cancelled.body]);
  expect((await accountOf(program, customerId)).balance).toBe(30);
});

test('what would have expired meanwhile expires when it comes back', async () => {
  const program = await points({ redemption: { cancelWithinMinutes: 129_600 } });
  const customerId = await lots(program);
  const { body } = await spend(program, customerId, 25);
  shop.clock.now += 10 * day;
  const cancelled = await shop.send('POST', `/redemptions/${body.id}/cancel`);
  expect(cancelled.body.balance).toBe(20);
  expect(await accountOf(program, customerId)).toMatchObject({ balance: 20, expiries: [{ points: 10 }] });
});

test('cancelled twenty times at once, at two tills: once', async () => {
  const program = await points();
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 10);
  const { body } = await spend(program, customerId, 10);
  const till = await shop.openTill();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? shop : till).send('POST', `/redemptions/${body.id}/cancel`),
    ),
  );
  expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
  expect((await accountOf(program, customerId)).balance).toBe(10);
});

test('can be cancelled within the limit only', async () => {
  const program = await points({ redemption: { cancelWithinMinutes: 5 } });
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 10);
  const { body } = await spend(program, customerId, 10);
  shop.clock.now += 5 * minute;
  const late = await shop.send('POST', `/redemptions/${body.id}/cancel`);
  expect([late.status, late.body.code]).toEqual([409, 'cancellation_too_late']);
  const unknown = await shop.send('POST', `/redemptions/${randomUUID()}/cancel`);
  expect([unknown.status, unknown.body.code]).toEqual([404, 'redemption_not_found']);
  const send = await shop.as({ businessId: await shop.business() });
  expect((await send('POST', `/redemptions/${body.id}/cancel`)).body).toEqual(unknown.body);
});

test('what comes back repays what is owed first', async () => {
  const program = await points({ refundPolicy: 'negative' });
  const customerId = await shop.customer(program);
  const bought = await shop.buy(customerId, 10);
  const { body } = await spend(program, customerId, 6);
  await shop.send('POST', `/transactions/${bought.body.id}/refunds`, { externalId: randomUUID() });
  expect((await accountOf(program, customerId)).balance).toBe(-6);
  await shop.send('POST', `/redemptions/${body.id}/cancel`);
  expect((await accountOf(program, customerId)).balance).toBe(0);
});

test('right to the millisecond at an expiry', async () => {
  const program = await points({ expirationMonths: 1 });
  const [a, b] = [await shop.customer(program), await shop.customer(program)];
  for (const customerId of [a, b]) await shop.buy(customerId, 10);
  shop.clock.now = Date.UTC(2026, 11, 22, 12) - 1;
  expect((await spend(program, a, 1)).status).toBe(201);
  shop.clock.now += 1;
  expect((await spend(program, b, 1)).body).toMatchObject({ code: 'insufficient_points', balance: 0 });
  expect((await accountOf(program, a)).balance).toBe(0);
});

test('where, when and what can be spent', async () => {
  const [here, there] = [await shop.location(), await shop.location()];
  const program = await points({}, { locationIds: [here] });
  const card = await shop.program();
  const customerId = await shop.customer(program, card);
  await shop.buy(customerId, 10, { locationId: here });
  const code = async (answer: ReturnType<typeof spend>) => {
    const { status, body } = await answer;
    return `${status} ${body.code}`;
  };
  expect(await code(spend(program, customerId, 1, { locationId: there }))).toBe(
    '409 location_not_participating',
  );
  expect(await code(spend(program, customerId, 1))).toBe('409 location_not_participating');
  expect((await spend(program, customerId, 1, { locationId: here })).status).toBe(201);
  expect(await code(spend(card, customerId, 1))).toBe('422 points_not_spendable');
  expect(await code(spend(program, await shop.customer(), 1, { locationId: here }))).toBe('404 not_enrolled');
  expect(await code(spend(program, randomUUID(), 1))).toBe('404 customer_not_found');
  expect(await code(spend(randomUUID(), customerId, 1))).toBe('404 program_not_found');
  for (const bad of [0, -1, 1.5, '1', null]) {
    expect((await spend(program, customerId, bad as number)).status).toBe(400);
  }
  await shop.command(program, 'pause');
  expect((await spend(program, customerId, 1, { locationId: here })).status).toBe(201);
  await shop.command(program, 'end');
  expect((await spend(program, customerId, 1, { locationId: here })).status).toBe(201);
  shop.clock.now += 90 * day;
  expect(await code(spend(program, customerId, 1, { locationId: here }))).toBe('409 program_closed');
});
