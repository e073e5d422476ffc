import { day } from '../../test/support/programs';
import { openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(() => shop?.close());

const card = {
  ruleType: 'PUNCH_CARD' as const,
  ruleConfig: {
    punchesRequired: 2,
    rewardType: 'free_item' as const,
    rewardValue: 'coffee',
    rewardDescription: 'A coffee',
  },
};
const points = {
  ruleType: 'POINTS_BASED' as const,
  ruleConfig: { pointsPerDollar: 10, redemptionRate: 100 },
};

const archive = (id: string) => shop.send('DELETE', `/locations/${id}`);
const reasons = (body: { outcomes: { reasons: { code: string }[] }[] }) =>
  body.outcomes.map((outcome) => outcome.reasons.map(({ code }) => code));

test('customers earn and redeem at any participating location, and at an archived one no more', async () => {
  const [harbour, station] = [await shop.location(), await shop.location()];
  const named = await shop.program({ ...card, locationIds: [harbour, station] });
  const everywhere = await shop.program(points);
  const customerId = await shop.customer(named, everywhere);
  await shop.buy(customerId, 5, { locationId: harbour });
  const second = await shop.buy(customerId, 5, { locationId: station });
  const { rewards } = second.body.outcomes.find(
    ({ programId }: { programId: string }) => programId === named,
  );
  expect(reasons(second.body)).toEqual([[], []]);

  const before = shop.clock.now;
  shop.clock.now += day;
  await archive(harbour);
  const there = await shop.buy(customerId, 5, { locationId: harbour });
  expect(reasons(there.body)).toEqual([['location_not_participating'], ['location_not_participating']]);
  expect((await shop.send('GET', `/transactions/${there.body.id}`)).body.locationId).toBe(harbour);
  const redeem = (locationId: string) =>
    shop.send('POST', `/rewards/${rewards[0].id}/redeem`, { locationId });
  const spend = (locationId: string) =>
    shop.send('POST', `/programs/${everywhere}/redemptions`, { customerId, points: 1, locationId });
  for (const refused of [await redeem(harbour), await spend(harbour)]) {
    expect([refused.status, refused.body.code]).toEqual([409, 'location_not_participating']);
  }
  expect((await redeem(station)).status).toBe(200);
  expect((await spend(station)).status).toBe(201);

  // A till that was offline reports a purchase of the day before: the location took part then.
  const late = { locationId: harbour, occurredAt: new Date(before).toISOString() };
  expect(reasons((await shop.buy(customerId, 5, late)).body)).toEqual([[], []]);

  await shop.send('POST', `/locations/${harbour}/restore`);
  expect(reasons((await shop.buy(customerId, 5, { locationId: harbour })).body)).toEqual([[], []]);
});

test('a location that is added later takes part in programs of all locations', async () => {
  const everywhere = await shop.program(points);
  const customerId = await shop.customer(everywhere);
  const { body } = await shop.send('POST', '/locations', { name: 'New', timezone: 'Asia/Kolkata' });
  const bought = await shop.buy(customerId, 5, { locationId: body.id });
  const outcome = bought.body.outcomes.find(
    ({ programId }: { programId: string }) => programId === everywhere,
  );
  expect(outcome.earned).toBe(50);
});

test('another time zone of a location counts from the next purchase on', async () => {
  const { body } = await shop.send('POST', '/locations', { name: 'Shop', timezone: 'UTC' });
  const program = await shop.program({
    ...card,
    ruleConfig: { ...card.ruleConfig, validHours: { start: 12, end: 13 } },
  });
  const customerId = await shop.customer(program);
  const hour = new Date(shop.clock.now).getUTCHours();
  expect(hour).toBe(12);
  const earned = async () => {
    const bought = await shop.buy(customerId, 5, { locationId: body.id });
    return bought.body.outcomes.find(({ programId }: { programId: string }) => programId === program).earned;
  };
  expect(await earned()).toBe(1);
  await shop.send('PUT', `/locations/${body.id}`, { name: 'Shop', timezone: 'Asia/Tokyo' });
  expect(await earned()).toBe(0);
});
