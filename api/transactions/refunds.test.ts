import { randomUUID } from 'node:crypto';
import { day } from '../../test/support/programs';
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

const points = (more: object = {}) =>
  ({ ruleType: 'POINTS_BASED', ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, ...more } }) as const;
const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'Free coffee' } as const;
const punches = (more: object = {}) =>
  ({ ruleType: 'PUNCH_CARD', ruleConfig: { punchesRequired: 2, ...reward, ...more } }) as const;

const refund = (
  transaction: string,
  lines?: { line: number; quantity: number }[],
  externalId: string = randomUUID(),
) =>
  shop.send('POST', `/transactions/${transaction}/refunds`, {
    externalId,
    ...(lines === undefined ? {} : { lines }),
  });
const outcomeOf = (answer: Answer, program: string) =>
  answer.body.outcomes.find((outcome: { programId: string }) => outcome.programId === program);
const accountOf = async (program: string, customer: string) =>
  (await shop.send('GET', `/programs/${program}/customers/${customer}`)).body;

test('by parts in any order: as if nothing had been bought', async () => {
  const program = await shop.program(points());
  const customerId = await shop.customer(program);
  // 3 x 0.40 and 5 x 0.60 less a discount: rounding each refund by itself would leak points.
  const { body } = await shop.buy(customerId, 0, {
    lines: [
      { quantity: 3, unitPrice: 0.4 },
      { quantity: 5, unitPrice: 0.6 },
    ],
    discount: 0.1,
  });
  expect(body.outcomes[0].earned).toBe(4);
  const taken: number[] = [];
  for (const lines of [
    [{ line: 1, quantity: 2 }],
    [{ line: 0, quantity: 1 }],
    [
      { line: 0, quantity: 2 },
      { line: 1, quantity: 1 },
    ],
    undefined,
  ]) {
    const answer = await refund(body.id, lines);
    expect(answer.status).toBe(201);
    taken.push(answer.body.outcomes[0].earned);
  }
  expect(taken).toEqual([-2, 0, -1, -1]);
  expect((await accountOf(program, customerId)).balance).toBe(0);
  const read = await shop.send('GET', `/transactions/${body.id}`);
  expect(read.body.refunds).toHaveLength(4);
});

test('never more than was bought, naming the line', async () => {
  const program = await shop.program(points());
  const customerId = await shop.customer(program);
  const { body } = await shop.buy(customerId, 0, {
    lines: [
      { quantity: 1, unitPrice: 5 },
      { quantity: 2, unitPrice: 5 },
    ],
  });
  await refund(body.id, [{ line: 1, quantity: 1 }]);
  const over = await refund(body.id, [
    { line: 0, quantity: 1 },
    { line: 1, quantity: 2 },
  ]);
  expect([over.status, over.body.code, over.body.errors]).toEqual([
    422,
    'over_refund',
    [{ pointer: '/lines/1/quantity', code: 'too_many', message: 'Line 1 has 1 items left to return, not 2' }],
  ]);
  const unknown = await refund(body.id, [{ line: 2, quantity: 1 }]);
  expect(unknown.body.errors).toMatchObject([{ pointer: '/lines/0/line', code: 'unknown_line' }]);
  expect((await accountOf(program, customerId)).balance).toBe(10);
  expect((await refund(body.id)).body.lines).toEqual([
    { line: 0, quantity: 1 },
    { line: 1, quantity: 1 },
  ]);
  const nothing = await refund(body.id);
  expect([nothing.status, nothing.body.code]).toEqual([422, 'over_refund']);
});

test('the same refund again answers with the first answer; other content is a conflict', async () => {
  const program = await shop.program(points());
  const customerId = await shop.customer(program);
  const { body } = await shop.buy(customerId, 0, { lines: [{ quantity: 4, unitPrice: 5 }] });
  const first = await refund(body.id, [{ line: 0, quantity: 3 }], 'r1');
  const again = await refund(body.id, [{ line: 0, quantity: 3 }], 'r1');
  expect([again.status, again.body]).toEqual([200, first.body]);
  const other = await refund(body.id, [{ line: 0, quantity: 1 }], 'r1');
  expect([other.status, other.body.code]).toEqual([409, 'refund_conflict']);
  await refund(body.id, undefined, 'r2');
  expect((await refund(body.id, undefined, 'r2')).status).toBe(200);
  const second = await shop.buy(customerId, 5);
  expect((await refund(second.body.id, undefined, 'r2')).body.code).toBe('refund_conflict');
});

test('at once at two tills: exactly what was bought comes back', async () => {
  const program = await shop.program(points());
  const customerId = await shop.customer(program);
  const { body } = await shop.buy(customerId, 0, { lines: [{ quantity: 10, unitPrice: 5 }] });
  const till = await shop.openTill();
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      (i % 2 === 0 ? shop : till).send('POST', `/transactions/${body.id}/refunds`, {
        externalId: randomUUID(),
        lines: [{ line: 0, quantity: 1 }],
      }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([
    ...Array(10).fill(201),
    ...Array(10).fill(422),
  ]);
  expect((await accountOf(program, customerId)).balance).toBe(0);
});

test('under the version that earned, whatever the program says by now', async () => {
  const program = await shop.program(points());
  const customerId = await shop.customer(program);
  const { body } = await shop.buy(customerId, 10);
  await shop.send('PUT', `/programs/${program}`, {
    name: 'Richer',
    ruleType: 'POINTS_BASED',
    ruleConfig: { pointsPerDollar: 7, redemptionRate: 100 },
    startsAt: new Date(shop.clock.now - 1_000).toISOString(),
    currency: 'USD',
  });
  expect((await shop.buy(customerId, 10)).body.outcomes[0].earned).toBe(70);
  await shop.command(program, 'pause');
  expect((await refund(body.id)).body.outcomes[0].earned).toBe(-10);
  expect((await accountOf(program, customerId)).balance).toBe(70);
});

test("hours stay those of the location's zone when the purchase was made", async () => {
  const location = await shop.location('Asia/Tokyo');
  const program = await shop.program(punches({ validHours: { start: 20, end: 22 }, punchesRequired: 5 }));
  const customerId = await shop.customer(program);
  const { body } = await shop.buy(customerId, 0, {
    locationId: location,
    lines: [{ quantity: 2, unitPrice: 5 }],
  });
  await shop.database.knex('locations').where({ id: location }).update({ timezone: 'UTC' });
  const part = await refund(body.id, [{ line: 0, quantity: 1 }]);
  expect(part.body.outcomes[0].earned).toBe(0);
  expect((await refund(body.id)).body.outcomes[0].earned).toBe(-1);
});

describe('what is used already', () => {
  test('points: stops at zero, or goes below and is repaid first', async () => {
    const clamp = await shop.program(points());
    const negative = await shop.program(points({ refundPolicy: 'negative' }));
    const customerId = await shop.customer(clamp, negative);
    const { body } = await shop.buy(customerId, 10);
    for (const program of [clamp, negative]) {
      await shop.send('POST', `/programs/${program}/redemptions`, { customerId, points: 8 });
    }
    const answer = await refund(body.id);
    expect(outcomeOf(answer, clamp)).toMatchObject({ earned: -2, reasons: [{ code: 'already_used' }] });
    expect(outcomeOf(answer, negative)).toMatchObject({ earned: -10, reasons: [{ code: 'already_used' }] });
    const balances = async () => [
      (await accountOf(clamp, customerId)).balance,
      (await accountOf(negative, customerId)).balance,
    ];
    expect(await balances()).toEqual([0, -8]);
    await shop.buy(customerId, 10);
    expect(await balances()).toEqual([10, 2]);
  });

  test('rewards: an unused one is taken back, a used one stays used', async () => {
    const program = await shop.program(punches());
    const customerId = await shop.customer(program);
    const [a, b] = [await shop.buy(customerId, 5), await shop.buy(customerId, 5)];
    const rewardId = b.body.outcomes[0].rewards[0].id;
    const first = await refund(b.body.id);
    expect(first.body.outcomes[0]).toMatchObject({
      earned: -1,
      revokedRewards: [rewardId],
      progress: { current: 1 },
    });
    expect((await shop.send('GET', `/rewards/${rewardId}`)).body.status).toBe('revoked');
    expect((await shop.send('POST', `/rewards/${rewardId}/redeem`)).body.code).toBe('reward_revoked');
    const again = await shop.buy(customerId, 5);
    const used = again.body.outcomes[0].rewards[0].id;
    await shop.send('POST', `/rewards/${used}/redeem`);
    const late = await refund(a.body.id);
    expect(late.body.outcomes[0]).toMatchObject({ earned: 0, reasons: [{ code: 'already_used' }] });
  });

  test('a tier goes with the purchase that reached it, and points multiplied by it with theirs', async () => {
    const tiers = await shop.program({
      ruleType: 'TIER_BASED',
      ruleConfig: {
        tiers: [
          {
            name: 'Gold',
            threshold: { type: 'spending', value: 100, period: 'yearly' },
            benefits: [],
            multipliers: { points: 2 },
          },
        ],
        evaluationPeriod: 'yearly',
      },
    });
    const program = await shop.program(points());
    const customerId = await shop.customer(tiers, program);
    const big = await shop.buy(customerId, 100);
    expect(outcomeOf(big, tiers)).toMatchObject({ earned: 100, tier: 'Gold' });
    expect(outcomeOf(big, program).earned).toBe(100);
    const next = await shop.buy(customerId, 10);
    expect(outcomeOf(next, program).earned).toBe(20);
    const back = await refund(big.body.id);
    expect(outcomeOf(back, tiers).tier).toBeNull();
    await refund(next.body.id);
    expect((await accountOf(program, customerId)).balance).toBe(0);
  });
});

test('what expired meanwhile is not taken twice', async () => {
  const program = await shop.program(points({ expirationMonths: 1 }));
  const customerId = await shop.customer(program);
  const { body } = await shop.buy(customerId, 10);
  shop.clock.now += 40 * day;
  await shop.buy(customerId, 3);
  expect((await refund(body.id)).body.outcomes[0].earned).toBe(-3);
  expect((await accountOf(program, customerId)).balance).toBe(0);
});

test.each([
  ['/externalId', { lines: [] }],
  ['/lines', { externalId: 'a', lines: [] }],
  ['/lines/0/quantity', { externalId: 'a', lines: [{ line: 0, quantity: 0 }] }],
  ['/lines/0/line', { externalId: 'a', lines: [{ line: -1, quantity: 1 }] }],
  ['/lines/1', { externalId: 'a', lines: [0, 0].map((line) => ({ line, quantity: 1 })) }],
])('%s is checked', async (pointer, body) => {
  const customerId = await shop.customer();
  const bought = await shop.buy(customerId, 5);
  const answer = await shop.send('POST', `/transactions/${bought.body.id}/refunds`, body);
  expect(answer.status).toBe(400);
  expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});

test('a purchase that is not there', async () => {
  expect((await refund(randomUUID())).body.code).toBe('transaction_not_found');
  expect((await shop.send('GET', `/transactions/${randomUUID()}`)).body.code).toBe('transaction_not_found');
});
