import { randomUUID } from 'node:crypto';
import { day } from '../../test/support/programs';
import { expectSoundLedger } from '../ledger/expect-sound-ledger.fixtures';
import { openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
let programs: { points: string; punches: string; tiers: string };
beforeEach(async () => {
  shop = await openShop();
  programs = {
    points: await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, expirationMonths: 12 },
    }),
    punches: await shop.program(),
    tiers: await shop.program({
      ruleType: 'TIER_BASED',
      ruleConfig: {
        tiers: [
          { name: 'Silver', threshold: { type: 'spending', value: 10, period: 'yearly' }, benefits: [] },
          { name: 'Gold', threshold: { type: 'spending', value: 100, period: 'yearly' }, benefits: [] },
        ],
        evaluationPeriod: 'yearly',
      },
    }),
  };
});
afterEach(async () => {
  await expectSoundLedger(shop.database.knex);
  await shop.close();
});

const ndjson = { 'content-type': 'application/x-ndjson' };
const send = (rows: readonly unknown[], headers: Record<string, string> = {}) => {
  const text = rows.map((row) => (typeof row === 'string' ? row : JSON.stringify(row))).join('\n');
  return shop.send('POST', '/imports/balances', text, { ...ndjson, ...headers });
};
const accountOf = async (program: string, externalId: string) => {
  const { body } = await shop.send('GET', `/customers?externalId=${externalId}`);
  const path = `/programs/${program}/customers/${body.data[0].id}`;
  return (await shop.send('GET', path)).body;
};
const iso = (at: number) => new Date(at).toISOString();

test('balances with their expiry, progress, tiers and join dates', async () => {
  const { points, punches, tiers } = programs;
  const joinedAt = '2019-05-01T08:00:00.000Z';
  const soon = iso(shop.clock.now + 10 * day);
  const answer = await send([
    { externalId: 'ada', programId: points, balance: 100, expiresAt: soon, joinedAt, reference: 'old-1' },
    '',
    { externalId: 'ada', programId: points, balance: 20, expiresAt: null, reference: 'old-2' },
    { externalId: 'ada', programId: points, balance: 3, reference: 'old-3' },
    { externalId: 'ada', programId: punches, progress: 4, reference: 'old-1' },
    { externalId: 'bob', programId: tiers, tier: 'Gold', progress: 12.5, reference: 'old-1' },
    { externalId: 'bob', programId: punches, joinedAt, reference: 'joined' },
  ]);
  expect([answer.status, answer.body]).toEqual([200, { accepted: 6, skipped: 0, failed: 0, errors: [] }]);
  expect(await accountOf(points, 'ada')).toMatchObject({
    balance: 123,
    enrolledAt: joinedAt,
    expiries: [
      { expiresAt: soon, points: 100 },
      { expiresAt: '2027-11-22T12:00:00.000Z', points: 3 },
    ],
  });
  expect((await accountOf(punches, 'ada')).progress.current).toBe(4);
  expect(await accountOf(tiers, 'bob')).toMatchObject({
    tier: 'Gold',
    tierStanding: { heldBy: { unit: 'amount', current: 12.5, required: 100 } },
  });
  expect(await accountOf(punches, 'bob')).toMatchObject({ enrolledAt: joinedAt, progress: { current: 0 } });
});

test('sent twice counts once, at two tills at once too', async () => {
  const rows = Array.from({ length: 60 }, (_, i) => ({
    externalId: `c${i % 20}`,
    programId: programs.points,
    balance: 10,
    reference: `r${i}`,
  }));
  const till = await shop.openTill();
  const text = rows.map((row) => JSON.stringify(row)).join('\n');
  const answers = await Promise.all([
    shop.send('POST', '/imports/balances', text, ndjson),
    till.send('POST', '/imports/balances', text, ndjson),
  ]);
  const sum = (field: string) => answers.reduce((total, { body }) => total + body[field], 0);
  expect([sum('accepted'), sum('skipped'), sum('failed')]).toEqual([60, 60, 0]);
  expect((await send(rows)).body).toEqual({ accepted: 0, skipped: 60, failed: 0, errors: [] });
  expect((await accountOf(programs.points, 'c7')).balance).toBe(30);
});

test('a bad line says what is wrong and keeps nobody else back', async () => {
  const { points, punches, tiers } = programs;
  const draft = await shop.program({ isActive: false, startsAt: null });
  const ended = await shop.program();
  await shop.command(ended, 'end');
  const row = { externalId: 'ada', reference: 'r' };
  const bad: [unknown, string, string][] = [
    ['{"externalId":', '', 'malformed_body'],
    ['7', '', 'not_an_object'],
    [{ ...row, programId: points, balance: -1 }, '/balance', 'too_small'],
    [{ ...row, programId: points, balance: 1.5 }, '/balance', 'not_a_whole_number'],
    [{ ...row, programId: points, progress: 1 }, '/progress', 'not_allowed'],
    [{ ...row, programId: punches, balance: 1 }, '/balance', 'not_allowed'],
    [{ ...row, programId: randomUUID(), balance: 1 }, '/programId', 'program_not_found'],
    [{ ...row, programId: draft, progress: 1 }, '/programId', 'program_not_found'],
    [{ ...row, programId: ended, progress: 1 }, '/programId', 'program_ended'],
    [{ ...row, programId: tiers, tier: 'Platinum' }, '/tier', 'unknown_tier'],
    [{ ...row, programId: punches, tier: 'Gold' }, '/tier', 'unknown_tier'],
    [{ ...row, programId: points, balance: 1, expiresAt: iso(shop.clock.now) }, '/expiresAt', 'in_the_past'],
    [
      { ...row, programId: points, balance: 1, joinedAt: iso(shop.clock.now + 1) },
      '/joinedAt',
      'in_the_future',
    ],
    [{ ...row, programId: points, joinedAt: 'long ago' }, '/joinedAt', 'not_an_instant'],
    [{ externalId: 'ada', programId: points }, '/reference', 'required'],
    [{ ...row, programId: points, points: 4 }, '/points', 'unknown_field'],
    ['{"__proto__":{"a":1}}', '', 'reserved_key'],
  ];
  const good = { ...row, programId: points, balance: 5 };
  const { body } = await send([...bad.map(([line]) => line), good]);
  expect([body.accepted, body.failed]).toEqual([1, bad.length]);
  expect(
    body.errors.map((e: { line: number; pointer: string; code: string }) => [e.line, e.pointer, e.code]),
  ).toEqual(bad.map(([, pointer, code], index) => [index + 1, pointer, code]));
  expect((await accountOf(points, 'ada')).balance).toBe(5);
  expect((await shop.send('GET', '/customers')).body.pagination.totalCount).toBe(1);
});

test('an Idempotency-Key repeats the report', async () => {
  const key = { 'idempotency-key': randomUUID() };
  const rows = [{ externalId: 'ada', programId: programs.points, balance: 5, reference: 'r' }];
  const first = await send(rows, key);
  const second = await send(rows, key);
  expect([second.body, second.headers.get('idempotent-replayed')]).toEqual([first.body, 'true']);
});

test('programs of another business are missing, and nobody is created for them', async () => {
  const other = await shop.as({ businessId: await shop.business() });
  const row = { externalId: 'ada', programId: programs.points, balance: 5, reference: 'r' };
  const { body } = await other('POST', '/imports/balances', JSON.stringify(row), ndjson);
  expect(body).toMatchObject({ accepted: 0, failed: 1, errors: [{ code: 'program_not_found' }] });
  expect((await other('GET', '/customers')).body.data).toEqual([]);
});

test('what is no import at all', async () => {
  const json = await shop.send('POST', '/imports/balances', '{}');
  expect([json.status, json.body.code]).toEqual([415, 'unsupported_media_type']);
  expect((await send(['', ' '])).body.code).toBe('malformed_body');
  const long = await send(Array(10_001).fill('{}'));
  expect([long.status, long.body.code]).toEqual([413, 'body_too_large']);
  const large = await send([`"${'x'.repeat(5 * 1024 * 1024)}"`]);
  expect([large.status, large.body.code]).toEqual([413, 'body_too_large']);
});

test('does not use up what can be earned in a day', async () => {
  const program = await shop.program({
    ruleType: 'POINTS_BASED',
    ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, caps: { perDay: 10 } },
  });
  await send([{ externalId: 'ada', programId: program, balance: 50, reference: 'r' }]);
  const { customerId } = await accountOf(program, 'ada');
  const { body } = await shop.buy(customerId, 10);
  const outcome = body.outcomes.find((one: { programId: string }) => one.programId === program);
  expect(outcome.earned).toBe(10);
});
