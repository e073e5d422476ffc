import { openShop, type Shop } from '../../api/ledger/shop.fixtures';
import type { LedgerFact } from '../../domain/ledger/replay-note';
import { verifyLedger } from './verify';

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
  return customer;
}

interface Corruption {
  readonly what: string;
  readonly facts: readonly LedgerFact[];
  /** `?` stands for the customer. */
  readonly sql: string;
}

const ledgerOf = (program: keyof typeof programs) => `customer_id = ? AND program_id = :${program}`;

const corruptions: readonly Corruption[] = [
  {
    what: 'a balance',
    facts: ['balance'],
    sql: `UPDATE accounts SET balance = balance + 1 WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'the number of entries',
    facts: ['numbers'],
    sql: `UPDATE accounts SET entries = 9 WHERE ${ledgerOf('tiers')}`,
  },
  {
    what: 'the state of a rule',
    facts: ['state'],
    sql: `UPDATE accounts SET state = '{"rule": {"progress": 0}}' WHERE ${ledgerOf('punches')}`,
  },
  {
    what: 'what a daily cap counts',
    facts: ['state'],
    sql: `UPDATE accounts SET state = state - 'days' WHERE ${ledgerOf('punches')}`,
  },
  { what: 'a tier', facts: ['tier'], sql: `UPDATE accounts SET tier = NULL WHERE ${ledgerOf('tiers')}` },
  {
    what: 'an entry that vanished',
    facts: ['numbers', 'balance', 'lots'],
    sql: `DELETE FROM ledger_entries WHERE ${ledgerOf('points')} AND number = 2`,
  },
  {
    what: 'the last entry that vanished',
    facts: ['numbers', 'balance', 'lots'],
    sql: `DELETE FROM ledger_entries WHERE ${ledgerOf('points')} AND number = 3`,
  },
  {
    what: 'the balance in an entry',
    facts: ['balance'],
    sql: `UPDATE ledger_entries SET balance_after = 7 WHERE ${ledgerOf('points')} AND number = 1`,
  },
  {
    what: 'the quantity of an entry',
    facts: ['quantity', 'balance', 'lots'],
    sql: `UPDATE ledger_entries SET quantity = quantity + 1 WHERE ${ledgerOf('points')} AND number = 3`,
  },
  {
    what: 'what a purchase was granted',
    facts: ['quantity'],
    sql: `UPDATE ledger_entries SET details = '{"granted": {"quantity": 1}}' WHERE ${ledgerOf('points')} AND number = 1`,
  },
  {
    what: 'a version that was never recorded',
    facts: ['version', 'state'],
    sql: `UPDATE ledger_entries SET program_version = 99 WHERE ${ledgerOf('tiers')} AND number = 1`,
  },
  {
    what: 'the instant of a purchase',
    facts: ['lots'],
    sql: `UPDATE ledger_entries SET occurred_at = occurred_at - interval '1 day' WHERE ${ledgerOf('points')} AND number = 1`,
  },
  {
    what: 'what remains of a lot',
    facts: ['lots'],
    sql: `UPDATE point_lots SET remaining = remaining - 1 WHERE ${ledgerOf('points')} AND entry = 1`,
  },
  {
    what: 'points moved from lot to lot',
    facts: ['lots'],
    sql: `UPDATE point_lots SET amount = 1000, remaining = remaining + CASE entry WHEN 1 THEN 1 ELSE -1 END
      WHERE ${ledgerOf('points')} AND entry < 3`,
  },
  {
    what: 'when a lot expires',
    facts: ['lots'],
    sql: `UPDATE point_lots SET expires_at = expires_at + interval '1 day' WHERE ${ledgerOf('points')} AND entry = 2`,
  },
  {
    what: 'a lot that vanished',
    facts: ['lots'],
    sql: `DELETE FROM point_lots WHERE ${ledgerOf('points')} AND entry = 1`,
  },
  {
    what: 'a lot from nowhere',
    facts: ['lots'],
    sql: `INSERT INTO point_lots (customer_id, program_id, entry, business_id, amount, remaining, earned_at)
      SELECT customer_id, program_id, 77, business_id, 5, 5, now() FROM accounts WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'a reward used without an entry',
    facts: ['rewards'],
    sql: `UPDATE rewards SET status = 'redeemed' WHERE customer_id = ?`,
  },
  {
    what: 'what a reward cost',
    facts: ['rewards'],
    sql: `UPDATE rewards SET cost = 1 WHERE customer_id = ?`,
  },
  {
    what: 'what a reward promises',
    facts: ['rewards'],
    sql: `UPDATE rewards SET reward = jsonb_set(reward, '{rewardValue}', '"car"') WHERE customer_id = ?`,
  },
  {
    what: 'when a reward expires',
    facts: ['rewards'],
    sql: `UPDATE rewards SET expires_at = NULL WHERE customer_id = ?`,
  },
  { what: 'a reward that vanished', facts: ['rewards'], sql: `DELETE FROM rewards WHERE customer_id = ?` },
  {
    what: 'a reward from nowhere',
    facts: ['rewards'],
    sql: `INSERT INTO rewards SELECT gen_random_uuid(), business_id, program_id, customer_id, 'available', cost, reward,
      transaction_id, program_version, issued_at, expires_at FROM rewards WHERE customer_id = ?`,
  },
  {
    what: 'a reward issued by no purchase',
    facts: ['rewards'],
    sql: `UPDATE ledger_entries SET reward_id = gen_random_uuid() WHERE ${ledgerOf('punches')} AND kind = 'reward_issued'`,
  },
  {
    what: 'an expiry that nobody would look after',
    facts: ['next_expiry'],
    sql: `UPDATE accounts SET next_expiry_at = NULL WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'an account that vanished',
    facts: ['account'],
    sql: `DELETE FROM accounts WHERE ${ledgerOf('points')}`,
  },
  {
    what: 'an event that vanished',
    facts: ['events'],
    sql: `DELETE FROM customer_events WHERE customer_id = ? AND first_sequence = 2`,
  },
  {
    what: 'the last event that vanished',
    facts: ['events'],
    sql: `DELETE FROM customer_events e WHERE customer_id = ?
      AND first_sequence = (SELECT max(first_sequence) FROM customer_events m WHERE m.customer_id = e.customer_id)`,
  },
  {
    what: 'an event told twice',
    facts: ['events'],
    sql: `UPDATE customer_events SET events = events || events WHERE customer_id = ? AND first_sequence = 1`,
  },
];

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
  expect(sound).toEqual({ customers: 1, accounts: 3, entries: 10, differing: 0, differences: [] });

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
