import { randomUUID } from 'node:crypto';
import { day, hour, minute } from '../../test/support/programs';
import { expectSoundLedger } from '../ledger/expect-sound-ledger.fixtures';
import { type Answer, openShop, type Shop } from '../ledger/shop.fixtures';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(async () => {
  await expectSoundLedger(shop.database.knex);
  await shop.close();
});

const points = {
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 10, redemptionRate: 100 },
} as const;
const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'Free coffee' } as const;
const punches = (more: object = {}) =>
  ({ ruleType: 'PUNCH_CARD', ruleConfig: { punchesRequired: 2, ...reward, ...more } }) as const;

const iso = (at: number) => new Date(at).toISOString();
const codesOf = (answer: Answer, index = 0) =>
  answer.body.outcomes[index].reasons.map(({ code }: { code: string }) => code);
const withoutIds = (answer: Answer) => JSON.stringify(answer.body).replaceAll(/"id":("[^"]*"|null)/g, '');
const accountOf = async (program: string, customer: string) =>
  (await shop.send('GET', `/programs/${program}/customers/${customer}`)).body;

describe('what a purchase earns', () => {
  test('in every program of the business, or why it earns nothing', async () => {
    const earning = await shop.program(points);
    const card = await shop.program(punches());
    const others = [
      await shop.program(punches()),
      await shop.program({ ...punches(), startsAt: shop.clock.now + day }),
      await shop.program({ ...punches(), currency: 'EUR' }),
      await shop.program({ ...punches({ minimumPurchaseAmount: 100 }) }),
    ];
    const customerId = await shop.customer(earning, card, others[2] as string, others[3] as string);
    const paused = await shop.program(punches());
    await shop.command(paused, 'pause');
    const first = await shop.buy(customerId, 3.5);
    expect(first.status).toBe(201);
    expect(first.body).toMatchObject({ customerId, total: 3.5, currency: 'USD', locationId: null });
    const byProgram = new Map(
      first.body.outcomes.map((outcome: { programId: string }) => [outcome.programId, outcome]),
    );
    expect(byProgram.get(earning)).toEqual({
      programId: earning,
      ruleType: 'POINTS_BASED',
      unit: 'points',
      earned: 35,
      progress: { unit: 'points', current: 35, required: null, missing: null },
      rewards: [],
      reasons: [],
    });
    expect(byProgram.get(card)).toMatchObject({
      earned: 1,
      progress: { unit: 'punches', current: 1, required: 2, missing: 1 },
    });
    const reasons = [...others, paused].map((id) =>
      (byProgram.get(id) as { reasons: { code: string }[] }).reasons.map(({ code }) => code),
    );
    expect(reasons).toEqual([
      ['not_enrolled'],
      ['not_started', 'not_enrolled'],
      ['currency_mismatch'],
      ['below_minimum'],
      ['paused', 'not_enrolled'],
    ]);
    const second = await shop.buy(customerId, 3.5);
    const issued = second.body.outcomes.find((o: { programId: string }) => o.programId === card);
    expect(issued).toMatchObject({
      earned: 1,
      progress: { current: 0 },
      rewards: [{ status: 'available', ...reward }],
    });
    expect((await accountOf(card, customerId)).rewards).toEqual(issued.rewards);
  });

  test('a dry run answers the same and writes nothing', async () => {
    const program = await shop.program(punches({ punchesRequired: 2 }));
    const customerId = await shop.customer(program);
    await shop.buy(customerId, 5);
    const body = { externalId: randomUUID(), customerId, lines: [{ quantity: 1, unitPrice: 5 }] };
    const quoted = await shop.send('POST', '/transactions?dryRun=true', body);
    expect([quoted.status, quoted.body.id, quoted.body.outcomes[0].rewards[0].id]).toEqual([200, null, null]);
    expect((await accountOf(program, customerId)).progress.current).toBe(1);
    const real = await shop.send('POST', '/transactions', body);
    expect(withoutIds(real)).toBe(withoutIds(quoted));
    const later = await shop.send('POST', '/transactions?dryRun=true', body);
    expect(later.body).toEqual(real.body);
  });

  test('discounts, quantities and categories, to the cent', async () => {
    await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, categoryMultipliers: { wine: 3 } },
    });
    const program = (await shop.send('GET', '/programs')).body.data[0].id;
    const customerId = await shop.customer(program);
    const { body } = await shop.buy(customerId, 0, {
      lines: [
        { sku: 'A1', category: 'Wine', quantity: 3, unitPrice: 9.99 },
        { quantity: 10, unitPrice: 0.1 },
      ],
      discount: 0.97,
    });
    // 29.97 of wine and 1.00 of others, less 0.94 and 0.03: 29.03 times 3 and 0.97.
    expect([body.total, body.outcomes[0].earned]).toEqual([30, 88]);
    const read = await shop.send('GET', `/transactions/${body.id}`);
    expect(read.body).toEqual({
      ...body,
      discount: 0.97,
      lines: [
        { sku: 'A1', category: 'Wine', quantity: 3, unitPrice: 9.99 },
        { quantity: 10, unitPrice: 0.1 },
      ],
      refunds: [],
    });
  });

  test.each([
    ['JPY', 500, 5000],
    ['KWD', 1.234, 12],
    ['USD', 0.29, 2],
  ])('in %s', async (currency, unitPrice, earned) => {
    const program = await shop.program({ ...points, currency });
    const customerId = await shop.customer(program);
    const { body } = await shop.buy(customerId, unitPrice, { currency });
    expect([body.total, body.outcomes[0].earned]).toEqual([unitPrice, earned]);
  });

  test('a purchase for nothing is a visit', async () => {
    const program = await shop.program(punches());
    const customerId = await shop.customer(program);
    const { status, body } = await shop.buy(customerId, 5, { discount: 5 });
    expect([status, body.total, body.outcomes[0].earned]).toEqual([201, 0, 1]);
  });

  test("hours count in the location's time zone, places where the program runs", async () => {
    const tokyo = await shop.location('Asia/Tokyo');
    const elsewhere = await shop.location('UTC');
    const program = await shop.program({
      ...punches({ validHours: { start: 20, end: 22 }, punchesRequired: 50 }),
      locationIds: [tokyo],
    });
    const customerId = await shop.customer(program);
    // 12:00 UTC is 21:00 in Tokyo.
    expect((await shop.buy(customerId, 5, { locationId: tokyo })).body.outcomes[0].earned).toBe(1);
    expect(codesOf(await shop.buy(customerId, 5, { locationId: elsewhere }))).toEqual([
      'location_not_participating',
    ]);
    expect(codesOf(await shop.buy(customerId, 5))).toEqual(['location_not_participating']);
    shop.clock.now += hour;
    expect(codesOf(await shop.buy(customerId, 5, { locationId: tokyo }))).toEqual(['outside_valid_hours']);
  });

  test('a cap truncates and says so', async () => {
    const program = await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: {
        pointsPerDollar: 1,
        redemptionRate: 100,
        caps: { perTransaction: 40, perDay: 70, maximumBalance: 100 },
      },
    });
    const customerId = await shop.customer(program);
    const buy = async () => {
      const answer = await shop.buy(customerId, 50);
      return [answer.body.outcomes[0].earned, codesOf(answer)];
    };
    expect(await buy()).toEqual([40, ['capped_per_transaction']]);
    expect(await buy()).toEqual([30, ['capped_per_transaction', 'capped_per_day']]);
    shop.clock.now += day;
    expect(await buy()).toEqual([30, ['capped_per_transaction', 'capped_balance']]);
  });

  test('a cap on what is held counts rewards that are not used yet', async () => {
    const program = await shop.program(punches({ caps: { maximumBalance: 3 } }));
    const customerId = await shop.customer(program);
    const earned: number[] = [];
    for (let i = 0; i < 5; i++) earned.push((await shop.buy(customerId, 5)).body.outcomes[0].earned);
    expect(earned).toEqual([1, 1, 1, 0, 0]);
  });
});

describe('the same transaction again', () => {
  test('answers with the first answer, for ever', async () => {
    const program = await shop.program(points);
    const customerId = await shop.customer(program);
    const location = await shop.location();
    const body = {
      externalId: randomUUID(),
      customerId,
      locationId: location,
      lines: [{ quantity: 2, unitPrice: 1.5 }],
    };
    const first = await shop.send('POST', '/transactions', body);
    shop.clock.now += 400 * day;
    await shop.command(program, 'end');
    const again = await shop.send('POST', '/transactions', body);
    expect([again.status, again.body]).toEqual([200, first.body]);
    await shop.send('DELETE', `/customers/${customerId}`);
    const later = await shop.send('POST', '/transactions', body);
    expect([later.status, later.body]).toEqual([200, first.body]);
  });

  test('is a conflict with other content', async () => {
    const program = await shop.program(points);
    const [customerId, other] = [await shop.customer(program), await shop.customer(program)];
    const body = { externalId: 'bill 7', customerId, lines: [{ quantity: 1, unitPrice: 1.5 }] };
    await shop.send('POST', '/transactions', body);
    for (const differing of [
      { customerId: other },
      { lines: [{ quantity: 1, unitPrice: 1.6 }] },
      { discount: 0.5 },
      { occurredAt: iso(shop.clock.now) },
      { customerId: randomUUID() },
    ]) {
      const answer = await shop.send('POST', '/transactions', { ...body, ...differing });
      expect([answer.status, answer.body.code]).toEqual([409, 'transaction_conflict']);
    }
    expect((await accountOf(program, customerId)).balance).toBe(15);
  });

  test('ten times at once counts once, at two tills', async () => {
    const program = await shop.program(points);
    const customerId = await shop.customer(program);
    const till = await shop.openTill();
    const body = { externalId: randomUUID(), customerId, lines: [{ quantity: 1, unitPrice: 1 }] };
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, i) => (i % 2 === 0 ? shop : till).send('POST', '/transactions', body)),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201]);
    for (const { body: answer } of answers) expect(answer).toEqual(answers[0]?.body);
    expect((await accountOf(program, customerId)).balance).toBe(10);
  });

  test('under the same Idempotency-Key is replayed', async () => {
    const program = await shop.program(points);
    const customerId = await shop.customer(program);
    const key = { 'idempotency-key': randomUUID() };
    const body = { externalId: randomUUID(), customerId, lines: [{ quantity: 1, unitPrice: 1 }] };
    const first = await shop.send('POST', '/transactions', body, key);
    const second = await shop.send('POST', '/transactions', body, key);
    expect([second.status, second.body]).toEqual([201, first.body]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
    const { knex } = shop.database;
    expect(await knex('idempotency_keys').select('status')).toEqual([{ status: 201 }]);
  });
});

describe('late purchases', () => {
  test('count under the program as it was then', async () => {
    const program = await shop.program({ ...points, startsAt: shop.clock.now - day });
    const customerId = await shop.customer();
    await shop.send('POST', `/programs/${program}/enrollments`, {
      customerId,
      enrolledAt: iso(shop.clock.now - day),
    });
    const t0 = shop.clock.now;
    shop.clock.now = t0 + hour;
    await shop.command(program, 'pause');
    shop.clock.now = t0 + 2 * hour;
    await shop.command(program, 'resume');
    shop.clock.now = t0 + 3 * hour;
    await shop.command(program, 'end');
    shop.clock.now = t0 + 4 * hour;
    const at = async (occurredAt: number) => {
      const answer = await shop.buy(customerId, 1, { occurredAt: iso(occurredAt) });
      return codesOf(answer)[0] ?? answer.body.outcomes[0].earned;
    };
    expect([
      await at(t0 - minute),
      await at(t0 + hour - 1),
      await at(t0 + hour),
      await at(t0 + 2 * hour - 1),
      await at(t0 + 2 * hour),
      await at(t0 + 3 * hour - 1),
      await at(t0 + 3 * hour),
      await at(t0 - 2 * day),
    ]).toEqual([10, 10, 'paused', 'paused', 10, 10, 'ended', 'not_started']);
  });

  test('are refused in the future, apart from what clocks differ', async () => {
    const customerId = await shop.customer();
    const ahead = await shop.buy(customerId, 1, { occurredAt: iso(shop.clock.now + 5_000) });
    expect(ahead.status).toBe(201);
    const future = await shop.buy(customerId, 1, { occurredAt: iso(shop.clock.now + 5_001) });
    expect([future.status, future.body.errors[0]]).toMatchObject([
      422,
      { pointer: '/occurredAt', code: 'in_the_future' },
    ]);
  });
});

describe('two tills', () => {
  test('racing for one customer: every purchase counts once', async () => {
    const program = await shop.program(points);
    const customerId = await shop.customer(program);
    const till = await shop.openTill();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        (i % 2 === 0 ? shop : till).send('POST', '/transactions', {
          externalId: randomUUID(),
          customerId,
          lines: [{ quantity: 1, unitPrice: 1 }],
        }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect((await accountOf(program, customerId)).balance).toBe(400);
  });

  test('caps hold', async () => {
    const program = await shop.program({
      ruleType: 'POINTS_BASED',
      ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, caps: { perDay: 25 } },
    });
    const customerId = await shop.customer(program);
    const till = await shop.openTill();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, i) =>
        (i % 2 === 0 ? shop : till).send('POST', '/transactions', {
          externalId: randomUUID(),
          customerId,
          lines: [{ quantity: 1, unitPrice: 2 }],
        }),
      ),
    );
    const earned = answers.map(({ body }) => body.outcomes[0].earned as number);
    expect(earned.reduce((sum, n) => sum + n, 0)).toBe(25);
    expect((await accountOf(program, customerId)).balance).toBe(25);
  });

  test('a pause stops earning with its commit, whatever another till remembers', async () => {
    const program = await shop.program(points);
    const customerId = await shop.customer(program);
    const till = await shop.openTill();
    const buyThere = () =>
      till.send('POST', '/transactions', {
        externalId: randomUUID(),
        customerId,
        lines: [{ quantity: 1, unitPrice: 1 }],
      });
    expect((await buyThere()).body.outcomes[0].earned).toBe(10);
    const racing = Array.from({ length: 20 }, buyThere);
    await shop.command(program, 'pause');
    expect(codesOf(await buyThere())).toEqual(['paused']);
    const answers = await Promise.all(racing);
    const earned = answers.reduce((sum, { body }) => sum + body.outcomes[0].earned, 10);
    expect((await accountOf(program, customerId)).balance).toBe(earned);
    const { knex } = shop.database;
    const [pause] = await knex('program_revisions')
      .where({ program_id: program, kind: 'paused' })
      .select('number');
    const versions = await knex('ledger_entries').where({ program_id: program }).distinct('program_version');
    expect(versions).toEqual([{ program_version: pause.number - 1 }]);
  });
});

describe('what is refused', () => {
  const lines = [{ quantity: 1, unitPrice: 1 }];
  test.each([
    ['/lines', 'required', 400, { lines: undefined }],
    ['/lines', 'too_few', 400, { lines: [] }],
    ['/lines', 'too_many', 400, { lines: Array.from({ length: 501 }, () => lines[0]) }],
    ['/lines/0/quantity', 'too_small', 400, { lines: [{ quantity: 0, unitPrice: 1 }] }],
    ['/lines/0/quantity', 'not_a_whole_number', 400, { lines: [{ quantity: 1.5, unitPrice: 1 }] }],
    ['/lines/0/quantity', 'too_large', 400, { lines: [{ quantity: 10_001, unitPrice: 1 }] }],
    ['/lines/0/quantity', 'not_a_number', 400, { lines: [{ quantity: '1', unitPrice: 1 }] }],
    ['/lines/0/unitPrice', 'too_small', 400, { lines: [{ quantity: 1, unitPrice: -1 }] }],
    ['/lines/0/unitPrice', 'too_precise', 422, { lines: [{ quantity: 1, unitPrice: 1.234 }] }],
    ['/lines', 'too_large', 422, { lines: [{ quantity: 10, unitPrice: 1_000_000_000 }] }],
    ['/lines/0/unitPrice', 'too_precise', 422, { currency: 'JPY', lines: [{ quantity: 1, unitPrice: 1.5 }] }],
    ['/discount', 'too_large', 422, { discount: 1.01 }],
    ['/discount', 'too_small', 400, { discount: -1 }],
    ['/currency', 'malformed', 400, { currency: 'usd' }],
    ['/occurredAt', 'not_an_instant', 400, { occurredAt: 'yesterday' }],
    ['/locationId', 'unknown_location', 422, { locationId: randomUUID() }],
    ['/locationId', 'not_an_id', 400, { locationId: 'shop' }],
    ['/customerId', 'not_an_id', 400, { customerId: 'me' }],
    ['/points', 'unknown_field', 400, { points: 5 }],
  ])('%s: %s', async (pointer, code, status, differing) => {
    const answer = await shop.buy(randomUUID(), 1, { lines, ...differing });
    expect(answer.status).toBe(status);
    expect(answer.body.errors).toEqual([expect.objectContaining({ pointer, code })]);
  });

  test('an unknown customer, a location or a customer of another business', async () => {
    expect((await shop.buy(randomUUID(), 1)).body.code).toBe('customer_not_found');
    const customerId = await shop.customer();
    const send = await shop.as({ businessId: await shop.business() });
    const foreign = await send('POST', '/transactions', { externalId: 'a', customerId, lines });
    expect([foreign.status, foreign.body.code]).toEqual([404, 'customer_not_found']);
    const own = (await send('POST', '/customers', { externalId: 'a' })).body.id;
    const location = await shop.location();
    const there = await send('POST', '/transactions', {
      externalId: 'a',
      customerId: own,
      locationId: location,
      lines,
    });
    expect([there.status, there.body.errors[0].code]).toEqual([422, 'unknown_location']);
    const { body } = await shop.buy(customerId, 1);
    expect((await send('GET', `/transactions/${body.id}`)).body.code).toBe('transaction_not_found');
    expect((await send('POST', `/transactions/${body.id}/refunds`, { externalId: 'r' })).status).toBe(404);
  });
});

test('events tell of it in order, with nobody named in their payload', async () => {
  const program = await shop.program(punches());
  const customerId = await shop.customer(program);
  await shop.buy(customerId, 5);
  await shop.buy(customerId, 5);
  const rows = await shop.database
    .knex('customer_events')
    .where({ customer_id: customerId })
    .orderBy('first_sequence');
  expect(rows.map((row) => row.first_sequence)).toEqual([1, 2, 4]);
  const events = rows.flatMap((row) => row.events);
  expect(events.map(({ type }) => type)).toEqual([
    'loyalty.customer.enrolled',
    'loyalty.transaction.recorded',
    'loyalty.progress.earned',
    'loyalty.transaction.recorded',
    'loyalty.progress.earned',
    'loyalty.reward.issued',
  ]);
  expect(JSON.stringify(events)).not.toContain(customerId);
});

test('tills have a limit of their own', async () => {
  const busy = await openShop({ RATE_LIMIT_PER_MINUTE: '1', RATE_LIMIT_DATA_PER_MINUTE: '3' });
  const statuses = async (path: string, times: number) => {
    const answers = [];
    for (let i = 0; i < times; i++) answers.push((await busy.send('GET', path)).status);
    return answers;
  };
  expect(await statuses('/programs', 2)).toEqual([200, 429]);
  expect(await statuses('/customers', 4)).toEqual([200, 200, 200, 429]);
  await busy.close();
});

test('customers earn while programs cannot be changed', async () => {
  const quiet = await openShop({ LOYALTY_PROGRAMS_ENABLED: 'false' });
  const program = await quiet.program(points);
  const customerId = await quiet.customer(program);
  expect((await quiet.buy(customerId, 1)).body.outcomes[0].earned).toBe(10);
  await quiet.close();
});
