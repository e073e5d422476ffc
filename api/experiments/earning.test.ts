import { randomUUID } from 'node:crypto';
import { verifyLedger } from '../../db/ledger/verify';
import { settle } from '../../domain/program/due';
import { lockProgram, saveProgram } from '../../db/programs/program-store';
import { day, hour } from '../../test/support/programs';
import { expectSoundLedger } from '../ledger/expect-sound-ledger.fixtures';
import { openShop, type Shop } from '../ledger/shop.fixtures';
import { customersOf, ofTen, outcomeOf, points, started, variantOf } from './earning.fixtures';

let shop: Shop;
beforeEach(async () => {
  shop = await openShop();
});
afterEach(() => shop.close());

const end = (experimentId: string, body: object = {}) =>
  shop.send('POST', `/experiments/${experimentId}/end`, body);
const accountOf = async (programId: string, customerId: string) =>
  (await shop.send('GET', `/programs/${programId}/customers/${customerId}`)).body;
const earnedBy = async (programId: string, customerId: string, more = {}) =>
  outcomeOf(await shop.buy(customerId, 10, more), programId)?.earned;
const iso = (instant: number) => new Date(instant).toISOString();
const pinsOf = async (customerId: string) => {
  const rows = await shop.database
    .knex('ledger_entries')
    .where({ customer_id: customerId })
    .orderBy(['program_id', 'number'])
    .select('kind', 'details');
  return rows.map(({ kind, details }) => [kind, details?.variant ?? null]);
};

test('each customer earns, reads and redeems under the variant that follows from the ids', async () => {
  const programId = await shop.program(points);
  const experimentId = await started(shop, programId);
  for (const customerId of await customersOf(shop, experimentId, programId)) {
    const variant = variantOf(experimentId, customerId);
    const quoted = await shop.send('POST', '/transactions?dryRun=true', {
      externalId: randomUUID(),
      customerId,
      lines: [{ quantity: 1, unitPrice: 10 }],
    });
    expect(outcomeOf(quoted, programId).earned).toBe(ofTen[variant]);
    expect(await earnedBy(programId, customerId)).toBe(ofTen[variant]);
    const value = { control: 0.1, triple: 0.6 }[variant];
    expect(await accountOf(programId, customerId)).toMatchObject({
      balance: ofTen[variant],
      balanceValue: value,
    });
    const spent = await shop.send('POST', `/programs/${programId}/redemptions`, { customerId, points: 10 });
    expect(spent.body.value).toBe({ control: 0.1, triple: 0.2 }[variant]);
    expect(await pinsOf(customerId)).toEqual([
      ['earned', variant],
      ['redeemed', variant],
    ]);
    const { body } = await shop.send('GET', `/programs/${programId}/customers/${customerId}/ledger`);
    expect(body.data.map((entry: { variant?: string }) => entry.variant)).toEqual([variant, variant]);
  }
  await expectSoundLedger(shop.database.knex);
});

test('opening balances and adjustments are made under the variant too', async () => {
  const card = { ruleType: 'PUNCH_CARD' } as const;
  const programId = await shop.program(card);
  const { ruleConfig } = (await shop.send('GET', `/programs/${programId}`)).body;
  const tried = [
    { name: 'control', weight: 50, control: true, ruleConfig: { ...ruleConfig, punchesRequired: 9 } },
    { name: 'triple', weight: 50, ruleConfig: { ...ruleConfig, punchesRequired: 3 } },
  ];
  const experimentId = await started(shop, programId, tried);
  for (const customerId of await customersOf(shop, experimentId, programId)) {
    const variant = variantOf(experimentId, customerId);
    const given = { customerId, quantity: 4, reason: 'sorry' };
    const { status } = await shop.send('POST', `/programs/${programId}/adjustments`, given);
    expect(status).toBe(201);
    const { progress, rewards } = await accountOf(programId, customerId);
    expect([progress.current, progress.required, rewards.length]).toEqual(
      variant === 'triple' ? [1, 3, 1] : [4, 9, 0],
    );
    expect((await pinsOf(customerId))[0]).toEqual(['adjusted', variant]);
  }
  const rows = Array.from({ length: 6 }, (_, n) => ({
    externalId: `moved ${n}`,
    programId,
    progress: 4,
    reference: `r${n}`,
  }));
  const ndjson = { 'content-type': 'application/x-ndjson' };
  const lines = rows.map((row) => JSON.stringify(row)).join('\n');
  const report = await shop.send('POST', '/imports/balances', lines, ndjson);
  expect(report.body).toMatchObject({ accepted: 6, failed: 0 });
  const imported = await shop.database
    .knex('ledger_entries')
    .where({ kind: 'imported' })
    .select('customer_id', 'details');
  expect(imported.map(({ details }) => details.variant)).toEqual(
    imported.map(({ customer_id: id }) => variantOf(experimentId, id)),
  );
  await expectSoundLedger(shop.database.knex);
});

test('refunds take back what was earned, whatever became of the experiment', async () => {
  const programId = await shop.program(points);
  const first = await started(shop, programId);
  const customers = await customersOf(shop, first, programId);
  const bought = new Map<string, string>();
  for (const customerId of customers) bought.set(customerId, (await shop.buy(customerId, 10)).body.id);
  await end(first, { promote: 'triple' });
  for (const customerId of customers) expect(await earnedBy(programId, customerId)).toBe(30);
  await started(shop, programId);
  for (const [customerId, id] of bought) {
    const before = (await accountOf(programId, customerId)).balance;
    const { body } = await shop.send('POST', `/transactions/${id}/refunds`, { externalId: randomUUID() });
    const earned = ofTen[variantOf(first, customerId)] as number;
    expect(outcomeOf({ body } as never, programId).earned).toBe(-earned);
    expect((await accountOf(programId, customerId)).balance).toBe(before - earned);
    expect((await pinsOf(customerId)).at(-1)).toEqual(['reversed', variantOf(first, customerId)]);
  }
  await expectSoundLedger(shop.database.knex);
});

test('a late purchase is made under what ran when it was made', async () => {
  const programId = await shop.program(points);
  shop.clock.now += hour;
  const idle = iso(shop.clock.now - 1);
  const experimentId = await started(shop, programId);
  const customers = await customersOf(shop, experimentId, programId);
  await shop.database.knex('accounts').update({ enrolled_at: iso(shop.clock.now - hour) });
  for (const customerId of customers) {
    expect(await earnedBy(programId, customerId, { occurredAt: idle })).toBe(10);
    expect((await pinsOf(customerId)).at(-1)).toEqual(['earned', null]);
  }
  shop.clock.now += hour;
  const during = iso(shop.clock.now - 1);
  await end(experimentId, {});
  for (const customerId of customers) {
    expect(await earnedBy(programId, customerId)).toBe(10);
    expect(await earnedBy(programId, customerId, { occurredAt: during })).toBe(
      ofTen[variantOf(experimentId, customerId)],
    );
  }
  await expectSoundLedger(shop.database.knex);
});

test('the end of the program ends it at that instant, recorded or not', async () => {
  const endsAt = shop.clock.now + day;
  const programId = await shop.program({ ...points, endsAt });
  const experimentId = await started(shop, programId);
  const customers = await customersOf(shop, experimentId, programId);
  for (const recorded of [false, true]) {
    shop.clock.now = endsAt + hour;
    if (recorded) {
      await shop.database.knex.transaction(async (trx) => {
        const program = await lockProgram(trx, shop.tenant, programId);
        if (program !== null) await saveProgram(trx, settle(program, shop.clock.now));
      });
    }
    for (const customerId of customers) {
      const variant = variantOf(experimentId, customerId);
      expect(await earnedBy(programId, customerId, { occurredAt: iso(endsAt - 1) })).toBe(ofTen[variant]);
      expect(await earnedBy(programId, customerId)).toBe(0);
      const { balance, balanceValue } = await accountOf(programId, customerId);
      expect(balanceValue).toBe(balance / 100);
    }
  }
  await expectSoundLedger(shop.database.knex);
});

test('two programs of a business, each with an experiment of its own', async () => {
  const programs = [await shop.program(points), await shop.program(points)] as const;
  const experiments = [await started(shop, programs[0]), await started(shop, programs[1])] as const;
  for (const customerId of await customersOf(shop, experiments[0], ...programs)) {
    const answer = await shop.buy(customerId, 10);
    expect(programs.map((id) => outcomeOf(answer, id).earned)).toEqual(
      experiments.map((id) => ofTen[variantOf(id, customerId)]),
    );
  }
  await expectSoundLedger(shop.database.knex);
});

test('purchases while experiments start and end: each under one config, and sound', async () => {
  const programId = await shop.program(points);
  const customers = await Promise.all(Array.from({ length: 12 }, () => shop.customer(programId)));
  const buying = Promise.all(
    customers.map(async (customerId) => {
      const earned: unknown[] = [];
      for (let n = 0; n < 6; n += 1) earned.push(await earnedBy(programId, customerId));
      return earned;
    }),
  );
  for (let n = 0; n < 3; n += 1) await end(await started(shop, programId));
  const earned = (await buying).flat();
  expect(earned.every((one) => one === 10 || one === 30)).toBe(true);
  await expectSoundLedger(shop.database.knex);
});

test('the verifier sees a variant that no experiment had', async () => {
  const { knex } = shop.database;
  const programId = await shop.program(points);
  const experimentId = await started(shop, programId);
  const [customerId = ''] = await customersOf(shop, experimentId, programId);
  await shop.buy(customerId, 10);
  await expectSoundLedger(knex);
  await knex.transaction(async (trx) => {
    await trx.raw('ALTER TABLE ledger_entries DISABLE TRIGGER USER');
    await trx.raw(`UPDATE ledger_entries SET details = jsonb_set(details, '{variant}', '"quadruple"')`);
    await trx.raw('ALTER TABLE ledger_entries ENABLE TRIGGER USER');
  });
  const { differences } = await verifyLedger(knex);
  expect(differences).toContainEqual(
    expect.objectContaining({ customerId, programId, fact: 'version', entry: 1, found: 3 }),
  );
});
