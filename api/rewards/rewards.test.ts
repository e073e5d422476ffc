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

const reward = { rewardType: 'credit', rewardValue: 4.5, rewardDescription: 'A coffee on us' } as const;
const card = (more: object = {}, wish: object = {}) =>
  shop.program({ ruleType: 'PUNCH_CARD', ruleConfig: { punchesRequired: 2, ...reward, ...more }, ...wish });

/** A customer with one reward of a program. */
async function rewarded(
  program: string,
  more: Record<string, unknown> = {},
): Promise<{ customerId: string; id: string }> {
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 5, more);
  const { body } = await shop.buy(customerId, 5, more);
  const outcome = body.outcomes.find((one: { programId: string }) => one.programId === program);
  return { customerId, id: outcome.rewards[0].id };
}

const act = (id: string, what: string, body?: object) => shop.send('POST', `/rewards/${id}/${what}`, body);

test('is used once, and remembered', async () => {
  const program = await card();
  const { customerId, id } = await rewarded(program);
  const used = await act(id, 'redeem');
  expect([used.status, used.body]).toEqual([
    200,
    {
      id,
      programId: program,
      customerId,
      status: 'redeemed',
      ...reward,
      issuedAt: '2026-11-22T12:00:00.000Z',
      expiresAt: null,
      reservedUntil: null,
      redeemedAt: '2026-11-22T12:00:00.000Z',
      redeemedLocationId: null,
    },
  ]);
  const again = await act(id, 'redeem');
  expect([again.status, again.body.code]).toEqual([409, 'reward_already_redeemed']);
  expect((await shop.send('GET', `/rewards/${id}`)).body).toEqual(used.body);
  const account = await shop.send('GET', `/programs/${program}/customers/${customerId}`);
  expect(account.body.rewards).toMatchObject([{ id, status: 'redeemed' }]);
  const { knex } = shop.database;
  const events = await knex('customer_events')
    .where({ customer_id: customerId })
    .orderBy('first_sequence', 'desc');
  expect(events[0].events).toMatchObject([
    { type: 'loyalty.reward.redeemed', payload: { programId: program, rewardId: id, ...reward } },
  ]);
});

test('fifty at once, at two tills: one of them', async () => {
  const { id } = await rewarded(await card());
  const till = await shop.openTill();
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, i) => (i % 2 === 0 ? shop : till).send('POST', `/rewards/${id}/redeem`)),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  const codes = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
  expect(new Set(codes)).toEqual(new Set(['reward_already_redeemed']));
});

test('an Idempotency-Key repeats the answer', async () => {
  const { id } = await rewarded(await card());
  const key = { 'idempotency-key': randomUUID() };
  const first = await shop.send('POST', `/rewards/${id}/redeem`, undefined, key);
  const second = await shop.send('POST', `/rewards/${id}/redeem`, undefined, key);
  expect([second.status, second.body]).toEqual([200, first.body]);
});

test('only where the program runs', async () => {
  const [here, there] = [await shop.location(), await shop.location()];
  const program = await card({}, { locationIds: [here] });
  const { id } = await rewarded(program, { locationId: here });
  for (const body of [{ locationId: there }, {}]) {
    const answer = await act(id, 'redeem', body);
    expect([answer.status, answer.body.code]).toEqual([409, 'location_not_participating']);
  }
  const unknown = await act(id, 'redeem', { locationId: randomUUID() });
  expect([unknown.status, unknown.body.errors[0].code]).toEqual([422, 'unknown_location']);
  const used = await act(id, 'redeem', { locationId: here });
  expect([used.status, used.body.redeemedLocationId]).toEqual([200, here]);
});

test('until it expires, to the millisecond, whether or not a timer has run', async () => {
  const program = await card({ rewardExpirationDays: 30 });
  const [a, b] = [await rewarded(program), await rewarded(program)];
  const expiry = shop.clock.now + 30 * day;
  shop.clock.now = expiry;
  expect((await act(a.id, 'redeem')).body.code).toBe('reward_expired');
  expect((await act(a.id, 'reserve')).body.code).toBe('reward_expired');
  expect((await shop.send('GET', `/rewards/${a.id}`)).body.status).toBe('expired');
  shop.clock.now = expiry - 1;
  expect((await act(b.id, 'redeem')).status).toBe(200);
});

test('while the program is paused, and after its end until the grace period is over', async () => {
  const program = await card();
  const rewards = [];
  for (let i = 0; i < 4; i++) rewards.push((await rewarded(program)).id);
  const [a, b, c, d] = rewards as [string, string, string, string];
  await shop.command(program, 'pause');
  expect((await act(a, 'redeem')).status).toBe(200);
  await shop.command(program, 'end');
  const end = shop.clock.now;
  shop.clock.now = end + 90 * day - 1;
  expect((await act(b, 'redeem')).status).toBe(200);
  shop.clock.now = end + 90 * day;
  for (const what of ['redeem', 'reserve']) {
    const answer = await act(c, what);
    expect([answer.status, answer.body.code]).toEqual([409, 'program_closed']);
  }
  const other = await card();
  const kept = await rewarded(other);
  await shop.command(other, 'delete');
  expect((await act(kept.id, 'redeem')).status).toBe(200);
  expect((await shop.send('GET', `/rewards/${d}`)).body.status).toBe('available');
});

describe('cancelling', () => {
  test("within the program's limit gives it back", async () => {
    const program = await card({ redemption: { cancelWithinMinutes: 10 } });
    const { id } = await rewarded(program);
    await act(id, 'redeem');
    shop.clock.now += 10 * minute - 1;
    const cancelled = await act(id, 'cancel');
    expect([cancelled.status, cancelled.body.status, cancelled.body.redeemedAt]).toEqual([
      200,
      'available',
      null,
    ]);
    expect((await act(id, 'cancel')).body.code).toBe('reward_not_redeemed');
    expect((await act(id, 'redeem')).status).toBe(200);
    shop.clock.now += 10 * minute;
    const late = await act(id, 'cancel');
    expect([late.status, late.body.code]).toEqual([409, 'cancellation_too_late']);
  });

  test('an hour by default; what has expired meanwhile expires at once', async () => {
    const program = await card({ rewardExpirationDays: 1 });
    const { id } = await rewarded(program);
    shop.clock.now += day - minute;
    await act(id, 'redeem');
    shop.clock.now += 2 * minute;
    expect((await act(id, 'cancel')).body.status).toBe('expired');
  });
});

describe('holding', () => {
  test('for one basket, until it lapses or is released', async () => {
    const { id } = await rewarded(await card());
    const held = await act(id, 'reserve', { basketId: 'b1' });
    expect(held.body).toMatchObject({ status: 'reserved', reservedUntil: '2026-11-22T12:15:00.000Z' });
    for (const what of ['reserve', 'redeem', 'release']) {
      const answer = await act(id, what, { basketId: 'b2' });
      expect([answer.status, answer.body.code]).toEqual([409, 'reward_reserved']);
    }
    expect((await act(id, 'redeem')).body.code).toBe('reward_reserved');
    const prolonged = await act(id, 'reserve', { basketId: 'b1', minutes: 30 });
    expect(prolonged.body.reservedUntil).toBe('2026-11-22T12:30:00.000Z');
    const released = await act(id, 'release', { basketId: 'b1' });
    expect([released.body.status, released.body.reservedUntil]).toEqual(['available', null]);
    expect((await act(id, 'release', { basketId: 'b2' })).status).toBe(200);
    await act(id, 'reserve', { basketId: 'b2', minutes: 1 });
    shop.clock.now += minute;
    expect((await shop.send('GET', `/rewards/${id}`)).body.status).toBe('available');
    await act(id, 'reserve', { basketId: 'b3' });
    expect((await act(id, 'redeem', { basketId: 'b3' })).status).toBe(200);
    expect((await act(id, 'release', { basketId: 'b3' })).body.code).toBe('reward_already_redeemed');
  });

  test('without a basket, for the user who asked', async () => {
    const { id } = await rewarded(await card());
    const other = await shop.as({ userId: 'till-2' });
    await act(id, 'reserve');
    expect((await other('POST', `/rewards/${id}/redeem`)).body.code).toBe('reward_reserved');
    expect((await act(id, 'redeem')).status).toBe(200);
  });

  test('twenty baskets at once: one of them', async () => {
    const { id } = await rewarded(await card());
    const till = await shop.openTill();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 === 0 ? shop : till).send('POST', `/rewards/${id}/reserve`, { basketId: `b${i}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test.each([{ minutes: 0 }, { minutes: 1_441 }, { minutes: 1.5 }, { basketId: '' }, { hours: 1 }])(
    '%j is refused',
    async (body) => {
      expect((await act(randomUUID(), 'reserve', body)).status).toBe(400);
    },
  );
});

test('of another business, or of nobody, is missing', async () => {
  const { id } = await rewarded(await card());
  const send = await shop.as({ businessId: await shop.business() });
  const missing = (await send('GET', `/rewards/${randomUUID()}`)).body;
  expect((await send('GET', `/rewards/${id}`)).body).toEqual(missing);
  for (const what of ['redeem', 'cancel', 'reserve', 'release']) {
    expect((await send('POST', `/rewards/${id}/${what}`)).body).toEqual(missing);
  }
});

test('of an erased customer is missing', async () => {
  const { customerId, id } = await rewarded(await card());
  await shop.send('DELETE', `/customers/${customerId}`);
  expect((await act(id, 'redeem')).body.code).toBe('reward_not_found');
});
