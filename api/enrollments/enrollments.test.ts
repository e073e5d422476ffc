import { randomUUID } from 'node:crypto';
import { day, minute } from '../../test/support/programs';
import { expectSoundLedger } from '../ledger/expect-sound-ledger.fixtures';
import { openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
beforeAll(async () => {
  shop = await openShop();
});
afterEach(() => expectSoundLedger(shop.database.knex));
afterAll(() => shop?.close());

const iso = (at: number) => new Date(at).toISOString();
const enrol = (program: string, body: unknown) => shop.send('POST', `/programs/${program}/enrollments`, body);

test('once, with the first answer for ever', async () => {
  const program = await shop.program();
  const customerId = await shop.customer();
  const first = await enrol(program, { customerId });
  expect([first.status, first.body]).toEqual([
    201,
    { programId: program, customerId, enrolledAt: iso(shop.clock.now) },
  ]);
  const second = await enrol(program, { customerId, enrolledAt: iso(shop.clock.now - 500) });
  expect([second.status, second.body]).toEqual([200, first.body]);
  await shop.command(program, 'pause');
  expect((await enrol(program, { customerId })).status).toBe(200);
});

test('ten at once make one account', async () => {
  const program = await shop.program();
  const customerId = await shop.customer();
  const till = await shop.openTill();
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, i) =>
      (i % 2 === 0 ? shop : till).send('POST', `/programs/${program}/enrollments`, { customerId }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201]);
  const { body } = await shop.send('GET', `/programs/${program}/enrollments`);
  expect(body.data).toEqual([answers[0]?.body]);
  expect(body.pagination.totalCount).toBe(1);
});

test('only while the program is active', async () => {
  const customerId = await shop.customer();
  const { now } = shop.clock;
  const draft = await shop.program({ isActive: false, startsAt: null });
  const scheduled = await shop.program({ startsAt: now + day });
  const paused = await shop.program();
  await shop.command(paused, 'pause');
  const ended = await shop.program();
  await shop.command(ended, 'end');
  for (const program of [draft, scheduled, paused, ended]) {
    const answer = await enrol(program, { customerId });
    expect([answer.status, answer.body.code]).toEqual([409, 'program_not_active']);
  }
  const deleted = await shop.program();
  await shop.command(deleted, 'delete');
  for (const program of [deleted, randomUUID()]) {
    const answer = await enrol(program, { customerId });
    expect([answer.status, answer.body.code]).toEqual([404, 'program_not_found']);
  }
  const program = await shop.program();
  const nobody = await enrol(program, { customerId: randomUUID() });
  expect([nobody.status, nobody.body.code]).toEqual([404, 'customer_not_found']);
});

test('in the past for tills that were offline, not before the start, not in the future', async () => {
  const { now } = shop.clock;
  const program = await shop.program({ startsAt: now - day });
  const offline = await shop.customer();
  const answer = await enrol(program, { customerId: offline, enrolledAt: iso(now - day) });
  expect([answer.status, answer.body.enrolledAt]).toEqual([201, iso(now - day)]);
  const customerId = await shop.customer();
  for (const [enrolledAt, code] of [
    [iso(now - day - 1), 'before_program_start'],
    [iso(now + 1), 'in_the_future'],
  ]) {
    const refused = await enrol(program, { customerId, enrolledAt });
    expect([refused.status, refused.body.errors[0]]).toMatchObject([422, { pointer: '/enrolledAt', code }]);
  }
  const odd = await enrol(program, { customerId, enrolledAt: '2026-11-22 12:00' });
  expect([odd.status, odd.body.errors[0].code]).toEqual([400, 'not_an_instant']);
});

test('what was bought before the enrolment earns nothing', async () => {
  const { now } = shop.clock;
  const program = await shop.program({ startsAt: now - day });
  const customerId = await shop.customer();
  await enrol(program, { customerId, enrolledAt: iso(now - minute) });
  const outcomeAt = async (at: number) => {
    const { body } = await shop.buy(customerId, 5, { occurredAt: iso(at) });
    return body.outcomes.find((outcome: { programId: string }) => outcome.programId === program);
  };
  expect((await outcomeAt(now - minute - 1)).reasons).toMatchObject([{ code: 'not_enrolled_yet' }]);
  expect((await outcomeAt(now - minute)).earned).toBe(1);
});

describe('the account', () => {
  test('says where the customer stands, and why', async () => {
    const program = await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 10, redemptionRate: 100, expirationMonths: 12 },
    });
    const customerId = await shop.customer(program);
    const bought = await shop.buy(customerId, 3.5);
    const { body } = await shop.send('GET', `/programs/${program}/customers/${customerId}`);
    expect(body).toMatchObject({
      programId: program,
      customerId,
      balance: 35,
      balanceValue: 0.35,
      tier: null,
      progress: { unit: 'points', current: 35, required: null, missing: null },
      expiries: [{ expiresAt: '2027-11-22T12:00:00.000Z', points: 35 }],
      rewards: [],
    });
    const ledger = await shop.send('GET', `/programs/${program}/customers/${customerId}/ledger`);
    expect(ledger.body.data).toMatchObject([
      {
        number: 1,
        kind: 'earned',
        quantity: 35,
        balanceAfter: 35,
        transactionId: bought.body.id,
        actor: 'user:owner',
      },
    ]);
    expect(ledger.body.pagination).toEqual({ page: 1, pageSize: 20, totalPages: 1, totalCount: 1 });
    const whole = await shop.send('GET', `/customers/${customerId}`);
    expect(whole.body.programs).toEqual([body]);
  });

  test('is right about what expired before any timer has run', async () => {
    const program = await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, expirationMonths: 1 },
    });
    const customerId = await shop.customer(program);
    await shop.buy(customerId, 7);
    const start = shop.clock.now;
    const balanceAt = async (at: number) => {
      shop.clock.now = at;
      return (await shop.send('GET', `/programs/${program}/customers/${customerId}`)).body.balance;
    };
    const expiry = Date.UTC(2026, 11, 22, 12);
    expect([await balanceAt(expiry - 1), await balanceAt(expiry)]).toEqual([7, 0]);
    shop.clock.now = start;
  });

  test('pages through its ledger, the latest first', async () => {
    const program = await shop.program();
    const customerId = await shop.customer(program);
    for (let i = 0; i < 3; i++) await shop.buy(customerId, 5);
    const numbers = async (page: number) => {
      const path = `/programs/${program}/customers/${customerId}/ledger?pageSize=2&page=${page}`;
      return (await shop.send('GET', path)).body.data.map((entry: { number: number }) => entry.number);
    };
    expect([await numbers(1), await numbers(2), await numbers(3)]).toEqual([[3, 2], [1], []]);
  });

  test('is missing in four ways', async () => {
    const program = await shop.program();
    const draft = await shop.program({ isActive: false, startsAt: null });
    const customerId = await shop.customer();
    const read = async (p: string, c: string) =>
      (await shop.send('GET', `/programs/${p}/customers/${c}`)).body.code;
    expect(await read(program, customerId)).toBe('not_enrolled');
    expect(await read(draft, customerId)).toBe('not_enrolled');
    expect(await read(program, randomUUID())).toBe('customer_not_found');
    expect(await read(randomUUID(), customerId)).toBe('program_not_found');
    expect(await read('nonsense', customerId)).toBe('program_not_found');
    const send = await shop.as({ businessId: await shop.business() });
    expect((await send('GET', `/programs/${program}/customers/${customerId}`)).status).toBe(404);
  });
});
