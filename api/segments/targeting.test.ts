import { randomUUID } from 'node:crypto';
import { minute } from '../../test/support/programs';
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

const fromLeeds = { field: 'attributes.city', op: 'eq', value: 'Leeds' };
const segment = async (rule: unknown) =>
  (await shop.send('POST', '/segments', { name: 'Some', rule })).body.id as string;
const customer = async (city: string) => {
  const externalId = randomUUID();
  return (await shop.send('POST', '/customers', { externalId, attributes: { city } })).body.id as string;
};
const moveTo = (id: string, city: string) => shop.send('PUT', `/customers/${id}`, { attributes: { city } });
const enrol = (program: string, customerId: string) =>
  shop.send('POST', `/programs/${program}/enrollments`, { customerId });
const outcomeOf = async (customerId: string, program: string, more = {}) => {
  const { body } = await shop.buy(customerId, 5, more);
  return body.outcomes.find(({ programId }: { programId: string }) => programId === program);
};
const points = {
  ruleType: 'POINTS_BASED' as const,
  ruleConfig: { pointsPerDollar: 10, redemptionRate: 100 },
};

test('only customers in one of the segments enrol', async () => {
  const segmentIds = [await segment({ field: 'visits', op: 'gte', value: 99 }), await segment(fromLeeds)];
  const program = await shop.program({ segmentIds });
  const refused = await enrol(program, await customer('York'));
  expect([refused.status, refused.body.code]).toEqual([409, 'not_in_segment']);
  const leeds = await customer('Leeds');
  expect((await enrol(program, leeds)).status).toBe(201);
  await moveTo(leeds, 'York');
  expect((await enrol(program, leeds)).status).toBe(200);
});

test('balances are brought along for those who may enrol, and for those who are enrolled', async () => {
  const program = await shop.program({ ...points, segmentIds: [await segment(fromLeeds)] });
  const [leeds, york] = [await customer('Leeds'), await customer('York')];
  const rows = await Promise.all(
    [leeds, york].map(async (id) => {
      const { externalId } = (await shop.send('GET', `/customers/${id}`)).body;
      return { externalId, programId: program, balance: 10 };
    }),
  );
  const send = (reference: string) =>
    shop.send(
      'POST',
      '/imports/balances',
      rows.map((row) => JSON.stringify({ ...row, reference })).join('\n'),
      {
        'content-type': 'application/x-ndjson',
      },
    );
  const first = await send('a');
  expect(first.body).toMatchObject({ accepted: 1, failed: 1 });
  expect(first.body.errors).toEqual([
    { line: 2, pointer: '/externalId', code: 'not_in_segment', message: expect.any(String) },
  ]);
  await moveTo(leeds, 'York');
  expect((await send('b')).body).toMatchObject({ accepted: 1, failed: 1 });
});

test('who left the segment earns nothing more, and keeps and uses what was earned', async () => {
  const program = await shop.program({ ...points, segmentIds: [await segment(fromLeeds)] });
  shop.clock.now += 1;
  const beside = await shop.program(points);
  const id = await customer('Leeds');
  for (const one of [program, beside]) await enrol(one, id);
  const first = await shop.buy(id, 5);
  expect(first.body.outcomes.map(({ earned }: { earned: number }) => earned)).toEqual([50, 50]);
  await moveTo(id, 'York');
  const quote = await shop.send('POST', '/transactions?dryRun=true', {
    externalId: randomUUID(),
    customerId: id,
    lines: [{ quantity: 1, unitPrice: 5 }],
  });
  const second = await shop.buy(id, 5);
  for (const { body } of [quote, second]) {
    const [in_, out] = [program, beside].map((one) =>
      body.outcomes.find(({ programId }: { programId: string }) => programId === one),
    );
    expect(in_).toMatchObject({
      earned: 0,
      reasons: [{ code: 'not_in_segment', message: expect.any(String) }],
    });
    expect(out).toMatchObject({ earned: 50, reasons: [] });
  }
  const redeemed = await shop.send('POST', `/programs/${program}/redemptions`, {
    customerId: id,
    points: 20,
  });
  expect(redeemed.status).toBe(201);
  const refund = await shop.send('POST', `/transactions/${first.body.id}/refunds`, { externalId: 'r' });
  // What was spent cannot be taken back.
  expect(refund.body.outcomes).toMatchObject([{ earned: -30 }, { earned: -50 }]);
});

test('a purchase does not bring its customer into a segment before it is recorded', async () => {
  const program = await shop.program({ segmentIds: null });
  const id = await shop.customer(program);
  const visitors = await segment({ field: 'visits', op: 'gte', value: 1 });
  const definition = (await shop.send('GET', `/programs/${program}`)).body;
  const { name, ruleType, ruleConfigDomain, ruleConfig } = definition;
  const body = { name: `${name}s`, ruleType, ruleConfigDomain, ruleConfig, segmentIds: [visitors] };
  expect((await shop.send('PUT', `/programs/${program}`, body)).status).toBe(200);
  expect(await outcomeOf(id, program)).toMatchObject({ earned: 0, reasons: [{ code: 'not_in_segment' }] });
  shop.clock.now += minute;
  expect(await outcomeOf(id, program)).toMatchObject({ earned: 1 });
});

test('a late purchase is judged by what was so when it was made', async () => {
  const firstTimers = await segment({ field: 'visits', op: 'eq', value: 0 });
  const program = await shop.program({ startsAt: shop.clock.now - 90 * minute, segmentIds: [firstTimers] });
  const id = await customer('Leeds');
  await shop.send('POST', `/programs/${program}/enrollments`, {
    customerId: id,
    enrolledAt: new Date(shop.clock.now - 60 * minute).toISOString(),
  });
  expect(await outcomeOf(id, program)).toMatchObject({ earned: 1 });
  const late = { occurredAt: new Date(shop.clock.now - minute).toISOString() };
  expect(await outcomeOf(id, program, late)).toMatchObject({ earned: 1 });
  expect(await outcomeOf(id, program)).toMatchObject({ reasons: [{ code: 'not_in_segment' }] });
});

test('of many purchases at once only the first is that of a first-timer, at two tills', async () => {
  const firstTimers = await segment({ field: 'visits', op: 'eq', value: 0 });
  const program = await shop.program({ ...points, segmentIds: [firstTimers] });
  const id = await shop.customer(program);
  const till = await shop.openTill();
  const answers = await Promise.all(
    Array.from({ length: 12 }, (_, i) =>
      (i % 2 === 0 ? shop : till).send('POST', '/transactions', {
        externalId: `p${i}`,
        customerId: id,
        lines: [{ quantity: 1, unitPrice: 5 }],
      }),
    ),
  );
  expect(answers.map(({ status }) => status)).toEqual(Array(12).fill(201));
  const earned = answers.map(({ body }) => body.outcomes[0].earned);
  expect(earned.toSorted((a, b) => b - a)).toEqual([50, ...Array(11).fill(0)]);
});

test('an edit of the rule is in force at once at the till that made it', async () => {
  const id = await segment(fromLeeds);
  const program = await shop.program({ segmentIds: [id] });
  const york = await customer('York');
  expect((await enrol(program, york)).status).toBe(409);
  await shop.send('PUT', `/segments/${id}`, { name: 'All', rule: { not: fromLeeds } });
  expect((await enrol(program, york)).status).toBe(201);
});

test('who buys where no program has segments does not wait for them', async () => {
  const program = await shop.program(points);
  const id = await shop.customer(program);
  const trx = await shop.database.knex.transaction();
  await trx.raw('LOCK TABLE segments IN ACCESS EXCLUSIVE MODE');
  expect(await outcomeOf(id, program)).toMatchObject({ earned: 50 });
  await trx.rollback();
});
