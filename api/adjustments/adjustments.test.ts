import { randomUUID } from 'node:crypto';
import { day } from '../../test/support/programs';
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

const points = (config: object = {}) =>
  shop.program({
    ruleType: 'POINTS_BASED',
    ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, ...config },
  });
const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'Free coffee' } as const;
const adjust = (program: string, customerId: string, quantity: unknown, more: object = {}) =>
  shop.send('POST', `/programs/${program}/adjustments`, {
    customerId,
    quantity,
    reason: 'Late delivery',
    ...more,
  });
const accountOf = async (program: string, customerId: string) =>
  (await shop.send('GET', `/programs/${program}/customers/${customerId}`)).body;

test('gives points, with who and why in the ledger', async () => {
  const program = await points({ expirationMonths: 12, caps: { perDay: 5, maximumBalance: 5 } });
  const customerId = await shop.customer(program);
  const owner = await shop.as({ userId: 'grace' });
  const { status, body } = await owner('POST', `/programs/${program}/adjustments`, {
    customerId,
    quantity: 50,
    reason: 'Sorry for the wait',
  });
  expect([status, body]).toEqual([
    201,
    {
      number: 1,
      kind: 'adjusted',
      quantity: 50,
      balanceAfter: 50,
      transactionId: null,
      refundId: null,
      rewardId: null,
      locationId: null,
      programVersion: expect.any(Number),
      actor: 'user:grace',
      occurredAt: '2026-11-22T12:00:00.000Z',
      reason: 'Sorry for the wait',
    },
  ]);
  const account = await accountOf(program, customerId);
  expect(account.expiries).toEqual([{ expiresAt: '2027-11-22T12:00:00.000Z', points: 50 }]);
  const ledger = await shop.send('GET', `/programs/${program}/customers/${customerId}/ledger`);
  expect(ledger.body.data).toEqual([{ ...body, recordedAt: body.occurredAt }]);
});

test('given points expire as the program says, at an instant, or never', async () => {
  const program = await points({ expirationMonths: 1 });
  const customerId = await shop.customer(program);
  const at = new Date(shop.clock.now + day).toISOString();
  await adjust(program, customerId, 1);
  await adjust(program, customerId, 2, { expiresAt: at });
  await adjust(program, customerId, 4, { expiresAt: null });
  const { balance, expiries } = await accountOf(program, customerId);
  expect([balance, expiries]).toEqual([
    7,
    [
      { expiresAt: at, points: 2 },
      { expiresAt: '2026-12-22T12:00:00.000Z', points: 1 },
    ],
  ]);
});

test('takes points, not below zero unless the program says so', async () => {
  const [clamp, negative] = [await points(), await points({ refundPolicy: 'negative' })];
  const customerId = await shop.customer(clamp, negative);
  await shop.buy(customerId, 10);
  expect((await adjust(clamp, customerId, -4)).body).toMatchObject({ quantity: -4, balanceAfter: 6 });
  expect((await adjust(clamp, customerId, -10)).body).toMatchObject({ quantity: -6, balanceAfter: 0 });
  expect((await adjust(clamp, customerId, -10)).body).toMatchObject({ quantity: 0, balanceAfter: 0 });
  expect((await adjust(negative, customerId, -14)).body).toMatchObject({ quantity: -14, balanceAfter: -4 });
  await shop.buy(customerId, 10);
  expect((await accountOf(negative, customerId)).balance).toBe(6);
});

test('moves cards through their rule', async () => {
  const card = await shop.program({ ruleType: 'PUNCH_CARD', ruleConfig: { punchesRequired: 3, ...reward } });
  const spending = await shop.program({
    ruleType: 'AMOUNT_SPENT',
    ruleConfig: { thresholdAmount: 10, ...reward },
  });
  const visits = await shop.program({
    ruleType: 'VISIT_FREQUENCY',
    ruleConfig: { visitsRequired: 2, withinDays: 7, ...reward },
  });
  const tiers = await shop.program({
    ruleType: 'TIER_BASED',
    ruleConfig: {
      tiers: [{ name: 'Gold', threshold: { type: 'spending', value: 100, period: 'yearly' }, benefits: [] }],
      evaluationPeriod: 'yearly',
    },
  });
  const customerId = await shop.customer(card, spending, visits, tiers);
  expect((await adjust(card, customerId, 7)).body).toMatchObject({ quantity: 7, balanceAfter: 7 });
  expect(await accountOf(card, customerId)).toMatchObject({ progress: { current: 1 }, rewards: [{}, {}] });
  expect((await adjust(card, customerId, -2)).body.quantity).toBe(-2);
  expect(await accountOf(card, customerId)).toMatchObject({ progress: { current: 2 }, rewards: [{}] });
  expect((await adjust(spending, customerId, 12.34)).body.quantity).toBe(12.34);
  expect(await accountOf(spending, customerId)).toMatchObject({ progress: { current: 2.34 }, rewards: [{}] });
  expect((await adjust(visits, customerId, 1)).body.quantity).toBe(1);
  expect(await accountOf(visits, customerId)).toMatchObject({ progress: { current: 1 } });
  await adjust(tiers, customerId, 100);
  expect((await accountOf(tiers, customerId)).tier).toBe('Gold');
  await adjust(tiers, customerId, -1);
  expect((await accountOf(tiers, customerId)).tier).toBeNull();
});

test('does not use up what can be earned in a day', async () => {
  const program = await points({ caps: { perDay: 10 } });
  const customerId = await shop.customer(program);
  await adjust(program, customerId, 10);
  expect((await shop.buy(customerId, 10)).body.outcomes[0].earned).toBe(10);
});

test('thirty at once, at two tills', async () => {
  const program = await points();
  const customerId = await shop.customer(program);
  const till = await shop.openTill();
  await Promise.all(
    Array.from({ length: 30 }, (_, i) =>
      (i % 2 === 0 ? shop : till).send('POST', `/programs/${program}/adjustments`, {
        customerId,
        quantity: i % 3 === 0 ? -1 : 2,
        reason: 'race',
      }),
    ),
  );
  const ledger = await shop.send('GET', `/programs/${program}/customers/${customerId}/ledger?pageSize=100`);
  const sum = ledger.body.data.reduce(
    (total: number, entry: { quantity: number }) => total + entry.quantity,
    0,
  );
  expect(ledger.body.pagination.totalCount).toBe(30);
  expect((await accountOf(program, customerId)).balance).toBe(sum);
});

test('what is refused', async () => {
  const program = await points();
  const customerId = await shop.customer(program);
  const errorOf = async (quantity: unknown, more: object = {}) => {
    const { status, body } = await adjust(program, customerId, quantity, more);
    return [status, body.errors?.[0].pointer, body.errors?.[0].code];
  };
  expect(await errorOf(0)).toEqual([400, '/quantity', 'not_allowed']);
  expect(await errorOf(1.5)).toEqual([422, '/quantity', 'not_a_whole_number']);
  expect(await errorOf(1e12)).toEqual([400, '/quantity', 'too_large']);
  expect(await errorOf(1, { reason: '' })).toEqual([400, '/reason', 'empty']);
  const past = new Date(shop.clock.now).toISOString();
  expect(await errorOf(1, { expiresAt: past })).toEqual([422, '/expiresAt', 'in_the_past']);
  const future = new Date(shop.clock.now + day).toISOString();
  expect(await errorOf(-1, { expiresAt: future })).toEqual([422, '/expiresAt', 'not_allowed']);
  const code = async (answer: ReturnType<typeof adjust>) => (await answer).body.code;
  expect(await code(adjust(randomUUID(), customerId, 1))).toBe('program_not_found');
  expect(await code(adjust(program, randomUUID(), 1))).toBe('customer_not_found');
  expect(await code(adjust(program, await shop.customer(), 1))).toBe('not_enrolled');
  await shop.command(program, 'end');
  expect((await adjust(program, customerId, 1)).status).toBe(201);
  shop.clock.now += 90 * day;
  expect(await code(adjust(program, customerId, 1))).toBe('program_closed');
});
