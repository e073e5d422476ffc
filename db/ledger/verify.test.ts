import { openShop, type Shop } from '../../api/ledger/shop.fixtures';
import type { LedgerFact } from '../../domain/ledger/replay-note';
import { verifyLedger } from './verify';
import { type Corruption, corruptions } from './verify.fixtures';

let shop: Shop;
let programs: { points: string; punches: string; tiers: string };

beforeAll(async () => {
  shop = await openShop({ RATE_LIMIT_PER_MINUTE: '0' });
  const reward = {
    rewardType: 'free_item',
    rewardValue: 'coffee',
    rewardDescription: 'Free coffee',
  } as const;
  programs = {
    points: await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 10, redemptionRate: 100, expirationMonths: 12 },
    }),
    punches: await shop.program({
      ruleType: 'PUNCH_CARD',
      ruleConfig: { punchesRequired: 2, ...reward, rewardExpirationDays: 30, caps: { perDay: 5 } },
    }),
    tiers: await shop.program({
      ruleType: 'TIER_BASED',
      ruleConfig: {
        tiers: [
          { name: 'Silver', threshold: { type: 'spending', value: 10, period: 'yearly' }, benefits: [] },
        ],
        evaluationPeriod: 'yearly',
      },
    }),
  };
});
afterAll(() => shop?.close());

/** A customer with points, a reward, a punch on the next card, and a tier. */
async function regular(): Promise<string> {
  const customer = await shop.customer(programs.points, programs.punches, programs.tiers);
  for (const price of [4, 5.5, 6]) await shop.buy(customer, price);
  const { body } = await shop.send('POST', `/programs/${programs.points}/redemptions`, {
    customerId: customer,
    points: 45,
  });
  await shop.send('POST', `/programs/${programs.points}/redemptions`, { customerId: customer, points: 15 });
  await shop.send('POST', `/redemptions/${body.id}/cancel`);
  return customer;
}

/** Changes what the product never changes, as a mistaken hand would. */
async function corrupt(customerId: string, { sql }: Corruption): Promise<void> {
  const text = sql
    .replaceAll('?', `'${customerId}'`)
    .replaceAll(/:(points|punches|tiers)/g, (_, name: keyof typeof programs) => `'${programs[name]}'`);
  await shop.database.knex.transaction(async (trx) => {
    await trx.raw("SET LOCAL session_replication_role = 'replica'");
    const { rowCount } = await trx.raw<{ rowCount: number }>(text);
    expect(rowCount).toBeGreaterThan(0);
  });
}

test('finds every fact that was corrupted, and nothing else', async () => {
  const healthy = await regular();
  const sound = await verifyLedger(shop.database.knex, { customersPerBatch: 2 });
  expect(sound).toEqual({ customers: 1, accounts: 3, entries: 13, differing: 0, differences: [] });

  const victims: string[] = [];
  for (const _ of corruptions) victims.push(await regular());
  expect(await verifyLedger(shop.database.knex, { customersPerBatch: 4 })).toMatchObject({
    customers: 1 + corruptions.length,
    differing: 0,
  });
  for (const [n, corruption] of corruptions.entries()) await corrupt(victims[n] as string, corruption);

  const found = new Map<string, Set<LedgerFact>>();
  const { differing } = await verifyLedger(shop.database.knex, {
    onDifference: ({ customerId, fact }) => {
      found.set(customerId, new Set([...(found.get(customerId) ?? []), fact]));
    },
  });
  const report = corruptions.map(({ what }, n) => [
    what,
    [...(found.get(victims[n] as string) ?? [])].toSorted(),
  ]);
  expect(report).toEqual(corruptions.map(({ what, facts }) => [what, facts.toSorted()]));
  expect(found.has(healthy)).toBe(false);
  expect(differing).toBeGreaterThanOrEqual(corruptions.length);
});

test('looks at one business only when told to', async () => {
  const none = await verifyLedger(shop.database.knex, { businessId: await shop.business() });
  expect(none).toEqual({ customers: 0, accounts: 0, entries: 0, differing: 0, differences: [] });
});
