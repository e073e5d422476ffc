import { rollUp } from '../../db/analytics/roll-up';
import { verifyLedger } from '../../db/ledger/verify';
import { openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
const day = 24 * 3_600_000;
const noon = Date.UTC(2026, 10, 22, 12);

beforeAll(async () => {
  shop = await openShop({ RATE_LIMIT_PER_MINUTE: '0' });
});
beforeEach(() => {
  shop.clock.now = noon;
});
afterAll(() => shop?.close());

const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'Free coffee' } as const;
const points = () =>
  shop.program({ ruleType: 'POINTS_BASED', ruleConfig: { pointsPerDollar: 10, redemptionRate: 100 } });
const analytics = async (programId: string, query = '') =>
  (await shop.send('GET', `/programs/${programId}/analytics${query}`)).body;

test('points: the last thirty days, by day and by location, at once and after the roll-up', async () => {
  const programId = await points();
  const locationId = await shop.location();
  const customer = await shop.customer(programId);
  await shop.customer(programId);
  const { body: bought } = await shop.buy(customer, 20, { locationId });
  await shop.buy(customer, 5);
  await shop.send('POST', `/transactions/${bought.id}/refunds`, { externalId: `refund of ${bought.id}` });
  await shop.send('POST', `/programs/${programId}/redemptions`, { customerId: customer, points: 10 });

  const answer = await analytics(programId);
  expect(answer).toMatchObject({ from: '2026-10-24', to: '2026-11-23', interval: 'day', unit: 'points' });
  expect(answer.outstanding).toEqual({ points: 40, value: 0.4 });
  const done = { earned: 250, reversed: 200, redeemed: 10, redemptionRate: 0.2 };
  expect(answer.totals).toMatchObject({ enrollments: 2, activeParticipants: 1, ...done });
  expect(answer.buckets).toHaveLength(30);
  expect(answer.buckets.at(-1)).toMatchObject({ start: '2026-11-22', enrollments: 2, ...done });
  expect(answer.buckets[0]).toMatchObject({ start: '2026-10-24', earned: 0, redemptionRate: null });
  const byLocation = new Map(
    answer.locations.map((one: { locationId: string | null }) => [one.locationId, one]),
  );
  expect(byLocation.get(locationId)).toMatchObject({ earned: 200, reversed: 200, redeemed: 0 });
  expect(byLocation.get(null)).toMatchObject({ earned: 50, reversed: 0, redeemed: 10 });

  while (await rollUp(shop.database.knex));
  expect(await analytics(programId)).toEqual(answer);
});

test('rewards: issued, used, undone and expired', async () => {
  const programId = await shop.program({
    ruleType: 'PUNCH_CARD',
    ruleConfig: { punchesRequired: 2, ...reward, rewardExpirationDays: 1 },
  });
  const customer = await shop.customer(programId);
  const rewards: string[] = [];
  for (let n = 0; n < 6; n += 1) {
    const { body } = await shop.buy(customer, 1);
    const outcome = body.outcomes.find((one: { programId: string }) => one.programId === programId);
    rewards.push(...outcome.rewards.map(({ id }: { id: string }) => id));
  }
  const redeem = (id: string | undefined) => shop.send('POST', `/rewards/${id}/redeem`, {});
  await redeem(rewards[0]);
  await redeem(rewards[1]);
  await shop.send('POST', `/rewards/${rewards[1]}/cancel`, {});
  shop.clock.now += 2 * day;
  await shop.buy(customer, 1);
  const { totals, outstanding } = await analytics(programId);
  expect(outstanding).toBeNull();
  expect(totals.rewards).toEqual({
    issued: 3,
    revoked: 0,
    redeemed: 2,
    redemptionsCancelled: 1,
    expired: 2,
    redemptionRate: 0.3333,
  });
  const read = await shop.send('GET', `/programs/${programId}`);
  expect(read.body).toMatchObject({ enrollmentCount: 1, activeParticipants: 1, totalRedemptions: 1 });
});

test('a program and a list of programs say how many customers they have', async () => {
  const programId = await points();
  const customer = await shop.customer(programId);
  await shop.customer(programId);
  await shop.buy(customer, 5);
  const numbers = { enrollmentCount: 2, activeParticipants: 1, totalRedemptions: 0 };
  const listed = async () => {
    const { body } = await shop.send('GET', '/programs?pageSize=100');
    return body.data.find(({ id }: { id: string }) => id === programId);
  };
  expect((await shop.send('GET', `/programs/${programId}`)).body).toMatchObject(numbers);
  expect(await listed()).toMatchObject(numbers);
  while (await rollUp(shop.database.knex));
  expect(await listed()).toMatchObject(numbers);
  shop.clock.now += 30 * day;
  expect(await listed()).toMatchObject({ ...numbers, activeParticipants: 0 });
});

test('weeks begin on Monday, months on the first, and the range is widened to whole ones', async () => {
  const programId = await points();
  const starts = async (query: string) =>
    (await analytics(programId, query)).buckets.map(({ start }: { start: string }) => start);
  const range = 'from=2026-10-28&to=2026-11-12';
  expect(await starts(`?${range}&interval=week`)).toEqual(['2026-10-26', '2026-11-02', '2026-11-09']);
  expect(await starts(`?${range}&interval=month`)).toEqual(['2026-10-01', '2026-11-01']);
});

test('a day with a clock change has the length it has', async () => {
  const programId = await shop.program({
    ruleType: 'POINTS_BASED',
    ruleConfig: { pointsPerDollar: 10, redemptionRate: 100 },
    timezone: 'Europe/Berlin',
  });
  const { buckets } = await analytics(programId, '?from=2026-03-29&to=2026-03-29T22:00:00Z');
  expect(buckets).toMatchObject([
    { start: '2026-03-29', startsAt: '2026-03-28T23:00:00.000Z', endsAt: '2026-03-29T22:00:00.000Z' },
  ]);
});

test.each([
  ['?from=2026-11-02&to=2026-11-02', '/from'],
  ['?from=2026-11-03&to=2026-11-02', '/from'],
  ['?from=2026-02-30', '/from'],
  ['?to=yesterday', '/to'],
  ['?from=2020-01-01&to=2026-01-01', '/interval'],
])('%s is refused', async (query, pointer) => {
  const { status, body } = await shop.send('GET', `/programs/${await points()}/analytics${query}`);
  expect([status, body.errors[0].pointer]).toEqual([400, pointer]);
});

test("another business's program is answered like one that does not exist", async () => {
  const programId = await points();
  const stranger = await shop.as({ businessId: await shop.business() });
  const foreign = await stranger('GET', `/programs/${programId}/analytics`);
  expect([foreign.status, foreign.body.code]).toEqual([404, 'program_not_found']);
});

test('the ledger explains all of it', async () => {
  expect(await verifyLedger(shop.database.knex)).toMatchObject({ differing: 0 });
});
