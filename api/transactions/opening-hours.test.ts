import { day, hour } from '../../test/support/programs';
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

// The shop's clock stands at noon in UTC, the zone of its programs.
const recurrence = { rrule: 'FREQ=DAILY', start: '2026-11-01T11:00', duration: 'PT2H' };
const blackouts = [{ from: '2026-11-22T12:30', to: '2026-11-22T12:45' }];
const points = {
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 10, redemptionRate: 100 },
} as const;
const iso = (at: number) => new Date(at).toISOString();

async function bought(customer: string, more = {}) {
  const { status, body } = await shop.buy(customer, 10, more);
  if (status !== 201) throw new Error(JSON.stringify(body));
  const [outcome] = body.outcomes;
  return [outcome.earned, ...outcome.reasons.map(({ code }: { code: string }) => code)];
}

test('customers earn in windows, not between them nor in blackouts, by when they bought', async () => {
  const program = await shop.program({ ...points, schedule: { recurrence, blackouts } });
  const customer = await shop.customer(program);
  const noon = shop.clock.now;
  expect(await bought(customer)).toEqual([100]);
  shop.clock.now = noon + hour / 2;
  expect(await bought(customer)).toEqual([0, 'blackout']);
  shop.clock.now = noon + 3 * hour;
  expect(await bought(customer)).toEqual([0, 'between_windows']);
  expect(await bought(customer, { occurredAt: iso(noon + hour - 1) })).toEqual([100]);
  expect(await bought(customer, { occurredAt: iso(noon + hour) })).toEqual([0, 'between_windows']);
  expect(await bought(customer, { occurredAt: iso(noon + 0.75 * hour - 1) })).toEqual([0, 'blackout']);
  expect(await bought(customer, { occurredAt: iso(noon + 0.75 * hour) })).toEqual([100]);
  shop.clock.now = noon + day;
  expect(await bought(customer)).toEqual([100]);
});

test('what they hold they can use when the program is closed', async () => {
  const program = await shop.program({ ...points, schedule: { recurrence, blackouts } });
  const customer = await shop.customer(program);
  const noon = shop.clock.now;
  await bought(customer);
  for (const at of [noon + hour / 2, noon + 3 * hour]) {
    shop.clock.now = at;
    const body = { customerId: customer, points: 50 };
    const { status } = await shop.send('POST', `/programs/${program}/redemptions`, body);
    expect(status).toBe(201);
  }
});

test('customers enrol in a blackout, and not between windows', async () => {
  const program = await shop.program({ ...points, schedule: { recurrence, blackouts } });
  const enrol = async () => {
    const customerId = await shop.customer();
    const { status, body } = await shop.send('POST', `/programs/${program}/enrollments`, { customerId });
    return [status, body.code];
  };
  shop.clock.now += hour / 2;
  expect(await enrol()).toEqual([201, undefined]);
  shop.clock.now += 3 * hour;
  expect(await enrol()).toEqual([409, 'program_not_active']);
});

test('a tier keeps its benefit between windows', async () => {
  const tiers = await shop.program({
    ruleType: 'TIER_BASED',
    ruleConfig: {
      evaluationPeriod: 'yearly',
      tiers: [
        {
          name: 'Gold',
          threshold: { type: 'spending', value: 10, period: 'lifetime' },
          benefits: ['wifi'],
          multipliers: { points: 2 },
        },
      ],
    },
    schedule: { recurrence },
  });
  const always = await shop.program(points);
  const customer = await shop.customer(tiers, always);
  await shop.buy(customer, 10);
  shop.clock.now += 3 * hour;
  const { body } = await shop.buy(customer, 10);
  const earned = new Map(
    body.outcomes.map((outcome: { programId: string; earned: number }) => [
      outcome.programId,
      outcome.earned,
    ]),
  );
  expect([earned.get(tiers), earned.get(always)]).toEqual([0, 200]);
});
