import { randomUUID } from 'node:crypto';
import { ruleFor } from '../../domain/rules';
import { hour, minute } from '../../test/support/programs';
import { expectSoundLedger } from '../ledger/expect-sound-ledger.fixtures';
import { openShop, type Send, type Shop } from '../ledger/shop.fixtures';
import { createExamples } from '../programs/examples';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  await expectSoundLedger(shop.database.knex);
  await shop.close();
});

/** Programs in the order of their age, which is that of outcomes. */
const program = (wish: Parameters<Shop['program']>[0] = {}) => {
  shop.clock.now += 1;
  return shop.program(wish);
};
const pointsWorth = (cents: number) => ({
  ruleType: 'POINTS_BASED' as const,
  ruleConfig: { pointsPerDollar: cents, redemptionRate: 100 },
});
const group = (earns: 'first' | 'best') => ({ exclusiveGroup: { name: 'welcome', earns } });
const purchase = (customerId: string, unitPrice: number) => ({
  externalId: randomUUID(),
  customerId,
  lines: [{ quantity: 2, unitPrice }],
});
const buy = (send: Send, customerId: string, unitPrice = 5, query = '') =>
  send('POST', `/transactions${query}`, purchase(customerId, unitPrice));
const earned = (body: { outcomes: { earned: number }[] }) => body.outcomes.map((one) => one.earned);

test('one program of a group earns, the other says to which it gave way; a dry run says the same', async () => {
  const few = await program({ ...pointsWorth(1), ...group('best'), priority: 9, name: 'Few' });
  const many = await program({ ...pointsWorth(2), ...group('best'), name: 'Many' });
  const beside = await program();
  const customer = await shop.customer(few, many, beside);
  const quote = await buy(shop.send, customer, 5, '?dryRun=true');
  const { body } = await buy(shop.send, customer);
  expect(quote.body.outcomes).toEqual(body.outcomes);
  expect(body.outcomes).toMatchObject([
    {
      programId: few,
      earned: 0,
      gaveWayTo: many,
      reasons: [
        {
          code: 'gave_way',
          message: 'Only one program of the group earns from a purchase: "Many" gives the customer more',
        },
      ],
    },
    { programId: many, earned: 20, reasons: [] },
    { programId: beside, earned: 1, reasons: [] },
  ]);
  const stored = await shop.send('GET', `/transactions/${body.id}`);
  expect(stored.body.outcomes).toEqual(body.outcomes);
});

test('a refund takes back where it was earned, and moves nothing to the others', async () => {
  const limited = { ...pointsWorth(9).ruleConfig, minimumPurchaseAmount: 8 };
  const many = await program({ ...pointsWorth(9), ruleConfig: limited, ...group('best') });
  const few = await program({ ...pointsWorth(1), ...group('best') });
  const customer = await shop.customer(few, many);
  const { body } = await buy(shop.send, customer);
  expect(earned(body)).toEqual([90, 0]);
  const half = { externalId: 'half', lines: [{ line: 0, quantity: 1 }] };
  const refund = await shop.send('POST', `/transactions/${body.id}/refunds`, half);
  // What is left is under the minimum of the program that earned.
  expect(refund.body.outcomes).toMatchObject([{ programId: many, earned: -90 }]);
});

test('a late purchase goes by the group as it was then', async () => {
  const since = { startsAt: shop.clock.now - 2 * hour };
  const one = await program({ ...pointsWorth(1), ...group('first'), priority: 1, ...since });
  const two = await program({ ...pointsWorth(2), ...group('first'), ...since });
  const customer = await shop.customer(one, two);
  const bought = shop.clock.now;
  shop.clock.now += hour;
  const { body: shown } = await shop.send('GET', `/programs/${two}`);
  const { name, ruleType, ruleConfigDomain, ruleConfig, exclusiveGroup, startsAt } = shown;
  const edit = { name, ruleType, ruleConfigDomain, ruleConfig, exclusiveGroup, startsAt, priority: 2 };
  expect((await shop.send('PUT', `/programs/${two}`, edit)).status).toBe(200);
  shop.clock.now += minute;
  const occurredAt = new Date(bought + minute).toISOString();
  const late = await shop.send('POST', '/transactions', { ...purchase(customer, 5), occurredAt });
  expect(earned(late.body)).toEqual([10, 0]);
  expect(earned((await buy(shop.send, customer)).body)).toEqual([0, 20]);
});

test('points that tiers count are those that were earned in the end', async () => {
  const config = {
    tiers: [
      {
        name: 'Gold',
        threshold: { type: 'points' as const, value: 30, period: 'lifetime' as const },
        benefits: [],
        multipliers: { points: 2 },
      },
    ],
    evaluationPeriod: 'yearly' as const,
  };
  const tiers = await program({ ruleType: 'TIER_BASED', ruleConfig: config });
  const programs = [
    await program({ ...pointsWorth(2), ...group('first'), priority: 1 }),
    await program({ ...pointsWorth(2), ...group('first') }),
  ];
  const customer = await shop.customer(tiers, ...programs);
  expect(earned((await buy(shop.send, customer)).body)).toEqual([20, 20, 0]);
  const second = await buy(shop.send, customer);
  expect(earned(second.body)).toEqual([20, 20, 0]);
  expect(second.body.outcomes[0].tier).toBe('Gold');
  expect(earned((await buy(shop.send, customer)).body)).toEqual([40, 40, 0]);
});

test('many purchases at once at two tills, while priorities are turned around: each earns once', async () => {
  const ids = [
    await program({ ...pointsWorth(1), ...group('first'), priority: 1 }),
    await program({ ...pointsWorth(2), ...group('first') }),
  ];
  const customer = await shop.customer(...ids);
  const till = await shop.openTill();
  const { body: shown } = await shop.send('GET', `/programs/${ids[1]}`);
  const { name, ruleType, ruleConfigDomain, ruleConfig, exclusiveGroup } = shown;
  const prefer = (priority: number) =>
    till.send('PUT', `/programs/${ids[1]}`, {
      name,
      ruleType,
      ruleConfigDomain,
      ruleConfig,
      exclusiveGroup,
      priority,
    });
  const purchases = Array.from({ length: 16 }, (_, n) => buy((n % 2 === 0 ? shop : till).send, customer));
  const [answers, edits] = await Promise.all([
    Promise.all(purchases),
    [5, 0, 7].reduce<Promise<number[]>>(
      async (before, priority) => [...(await before), (await prefer(priority)).status],
      Promise.resolve([]),
    ),
  ]);
  expect(edits).toEqual([200, 200, 200]);
  const sums = answers.map(({ body }) => earned(body).toSorted((a, b) => a - b));
  for (const sum of sums)
    expect([
      [0, 10],
      [0, 20],
    ]).toContainEqual(sum);
  const entries = await shop.database
    .knex('ledger_entries')
    .where({ kind: 'earned' })
    .select('transaction_id');
  expect(new Set(entries.map((entry) => entry.transaction_id)).size).toBe(entries.length);
  expect(entries).toHaveLength(16);
});

test('tiers are in no group', async () => {
  const { status, body } = await shop.send('POST', '/programs', {
    ...createExamples.punchCard.value,
    ruleType: 'TIER_BASED',
    ruleConfig: ruleFor('TIER_BASED').defaults,
    exclusiveGroup: { name: 'welcome' },
  });
  expect([status, body.errors]).toMatchObject([422, [{ pointer: '/exclusiveGroup', code: 'not_exclusive' }]]);
});
