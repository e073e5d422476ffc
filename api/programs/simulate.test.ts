import { randomUUID } from 'node:crypto';
import { v7 as newId } from 'uuid';
import { day, hour } from '../../test/support/programs';
import { Ledger } from '../../db/ledger/ledger';
import { findProgram } from '../../db/programs/find-program';
import { recordTaskDone } from '../../db/programs/task-done';
import { houseKeep } from '../../domain/ledger/housekeeping';
import { nextTask } from '../../domain/program/housekeeping';
import type { ProgramDefinition } from '../../domain/program/program';
import { openShop, type Shop } from '../ledger/shop.fixtures';
import { createExamples } from './examples';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop({ RATE_LIMIT_PER_MINUTE: '0' });
});
afterAll(() => shop?.close());

type Definition = Partial<ProgramDefinition>;
const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'A coffee' } as const;

/** Each with something that time does. */
const programs: readonly (readonly [string, Definition])[] = [
  [
    'points that expire',
    {
      ruleType: 'POINTS_BASED',
      ruleConfig: {
        pointsPerDollar: 7,
        redemptionRate: 100,
        expirationMonths: 1,
        categoryMultipliers: { coffee: 2 },
        caps: { perDay: 300 },
      },
    },
  ],
  [
    'a punch card with hours and rewards that expire',
    {
      ruleType: 'PUNCH_CARD',
      ruleConfig: {
        punchesRequired: 3,
        validHours: { start: 8, end: 20 },
        rewardExpirationDays: 10,
        ...reward,
      },
    },
  ],
  [
    'spending by months',
    { ruleType: 'AMOUNT_SPENT', ruleConfig: { thresholdAmount: 60, resetPeriod: 'monthly', ...reward } },
  ],
  [
    'tiers that are reviewed',
    {
      ruleType: 'TIER_BASED',
      ruleConfig: {
        tiers: [
          { name: 'Silver', threshold: { type: 'spending', value: 60, period: 'monthly' }, benefits: [] },
          { name: 'Gold', threshold: { type: 'visits', value: 4, period: 'monthly' }, benefits: [] },
        ],
        evaluationPeriod: 'monthly',
        degradationRules: { enabled: true, gracePeriodMonths: 0 },
      },
    },
  ],
  [
    'visits within a window of days',
    { ruleType: 'VISIT_FREQUENCY', ruleConfig: { visitsRequired: 3, withinDays: 10, ...reward } },
  ],
  [
    'stamps, on a schedule, at one location',
    {
      ruleType: 'STAMP_CARD',
      ruleConfig: { stampsRequired: 8, stampEarnRule: { type: 'per_item', value: 1 }, ...reward },
      schedule: {
        recurrence: { rrule: 'FREQ=DAILY;BYHOUR=6,15', start: '2026-11-01T06:00', duration: 'PT8H' },
        blackouts: [{ from: '2026-12-01', to: '2026-12-03' }],
      },
    },
  ],
];

/** The same numbers every time, between 0 and 1. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => (state = (state * 16_807) % 2_147_483_647) / 2_147_483_647;
}

function basketsFrom(start: number, seed: number, locations: readonly string[]) {
  const next = numbers(seed);
  let at = start;
  return Array.from({ length: 25 }, () => {
    at += Math.floor(next() * 5 * day + hour);
    const lines = [
      { category: next() < 0.5 ? 'coffee' : 'cake', quantity: 1 + Math.floor(next() * 3), unitPrice: 9.95 },
    ];
    const discount = next() < 0.3 ? 1.25 : 0;
    const locationId = locations[Math.floor(next() * (locations.length + 1))] ?? null;
    return { occurredAt: new Date(at).toISOString(), lines, discount, locationId };
  });
}

test.each(programs)('what is simulated is what then happens: %s', async (name, definition) => {
  const start = shop.clock.now;
  const locations = [await shop.location('America/New_York'), await shop.location('Asia/Kolkata')];
  const locationIds = definition.ruleType === 'STAMP_CARD' ? locations.slice(0, 1) : null;
  const programId = await shop.program({
    timezone: 'Europe/Berlin',
    startsAt: start,
    locationIds,
    ...definition,
  });
  const transactions = basketsFrom(start, name.length, locations);
  const simulated = await shop.send('POST', '/programs/simulate', { programId, transactions });
  expect(simulated.status).toBe(200);
  const customerId = await shop.customer(programId);
  const real = [];
  for (const transaction of transactions) {
    shop.clock.now = Date.parse(transaction.occurredAt);
    await reviewTiers(programId, customerId);
    const body = { ...transaction, customerId, externalId: randomUUID() };
    const { body: answer } = await shop.send('POST', '/transactions', body);
    const [{ programId: _, rewards, ...outcome }] = answer.outcomes.filter(
      (one: { programId: string }) => one.programId === programId,
    );
    const given = rewards.map(({ rewardType, rewardValue, rewardDescription, expiresAt }: Given) => ({
      rewardType,
      rewardValue,
      rewardDescription,
      expiresAt,
    }));
    real.push({ occurredAt: transaction.occurredAt, ...outcome, rewards: given });
  }
  const played = simulated.body.days.flatMap((one: { transactions: object[] }) => one.transactions);
  expect(played).toEqual(real);
  const { body: account } = await shop.send('GET', `/programs/${programId}/customers/${customerId}`);
  const { balance, balanceValue, progress, tier, rewards } = account;
  expect(simulated.body.days.at(-1).endOfDay).toEqual({
    balance,
    balanceValue,
    progress,
    tier,
    rewardsAvailable: rewards.length,
  });
  expect(simulated.body.summary.earningTransactions).toBeGreaterThan(3);
});

interface Given {
  readonly rewardType: string;
  readonly rewardValue: unknown;
  readonly rewardDescription: string;
  readonly expiresAt: string | null;
}

/** What the program's workflow would have done by now. */
async function reviewTiers(programId: string, customerId: string): Promise<void> {
  const { tenant, clock, database } = shop;
  const ledger = new Ledger(database.knex);
  for (;;) {
    const program = await findProgram(database.knex, tenant, programId);
    const task = program === null ? null : nextTask(program);
    if (task === null || task.at > clock.now) return;
    const request = { customerId, programId, now: task.at, holdings: true };
    await ledger.change(tenant, request, (sheet) =>
      houseKeep(sheet, programId, 'review', task.at, { actor: 'system', now: task.at, newId }),
    );
    await recordTaskDone(database.knex, tenant, programId, task);
  }
}

const lines = [{ quantity: 1, unitPrice: 5, category: 'coffee' }];
const { isActive: _, ...program } = createExamples.punchCard.value;
const transactions = [{ occurredAt: '2026-06-01T10:00:00Z', lines }];

test('a program that does not exist yet, also from a template; nothing is stored', async () => {
  const ask = (body: object) => shop.send('POST', '/programs/simulate', body);
  const { status, body } = await ask({ program, transactions });
  expect([status, body.summary.earned, body.days[0].date]).toEqual([200, 1, '2026-06-01']);
  const template = await ask({ program: { templateId: 'coffee-punch-card' }, transactions });
  expect([template.status, template.body.summary.earned]).toEqual([200, 1]);
  expect(await shop.database.knex('loyalty_programs').where({ name: program.name })).toEqual([]);
});

const many = (count: number) => Array.from({ length: count }, () => transactions[0]);
test.each([
  ['no program', { transactions }, 400, ''],
  ['two programs', { program, programId: randomUUID(), transactions }, 400, ''],
  ['unknown program', { programId: randomUUID(), transactions }, 422, '/programId'],
  [
    'bad program',
    { program: { ...program, ruleConfig: {} }, transactions },
    422,
    '/program/ruleConfig/punchesRequired',
  ],
  ['unknown template', { program: { templateId: 'no-such' }, transactions }, 422, '/program/templateId'],
  ['no transactions', { program, transactions: [] }, 400, '/transactions'],
  ['too many', { program, transactions: many(1_001) }, 400, '/transactions'],
  ['no date', { program, transactions: [{ lines }] }, 400, '/transactions/0/occurredAt'],
  ['bad date', { program, transactions: [{ occurredAt: 'x', lines }] }, 400, '/transactions/0/occurredAt'],
  [
    'bad price',
    { program, transactions: [{ ...transactions[0], lines: [{ quantity: 1, unitPrice: 0.001 }] }] },
    422,
    '/transactions/0/lines/0/unitPrice',
  ],
  [
    'bad discount',
    { program, transactions: [{ ...transactions[0], discount: 6 }] },
    422,
    '/transactions/0/discount',
  ],
  [
    'unknown location',
    { program, transactions: [{ ...transactions[0], locationId: randomUUID() }] },
    422,
    '/transactions/0/locationId',
  ],
  ['far away', { program, transactions, until: '2100-01-01T00:00:00Z' }, 422, '/until'],
])('%s is refused', async (_name, body, status, pointer) => {
  const answer = await shop.send('POST', '/programs/simulate', body);
  expect(answer.status).toBe(status);
  expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});

test('a flood of rewards is refused rather than followed', async () => {
  const ruleConfig = { stampsRequired: 2, stampEarnRule: { type: 'per_dollar', value: 100 }, ...reward };
  const flood = { name: 'Flood', ruleType: 'STAMP_CARD', ruleConfig, currency: 'USD' };
  const rich = { occurredAt: '2026-06-01T10:00:00Z', lines: [{ quantity: 1, unitPrice: 1_000_000 }] };
  const body = { program: flood, transactions: Array.from({ length: 1_000 }, () => rich) };
  const answer = await shop.send('POST', '/programs/simulate', body);
  expect([answer.status, answer.body.errors[0].code]).toEqual([422, 'too_many_rewards']);
});

test('a program of another business is unknown', async () => {
  const programId = await shop.program({});
  const stranger = await shop.as({ businessId: await shop.business() });
  const answer = await stranger('POST', '/programs/simulate', { programId, transactions });
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/programId']);
});
