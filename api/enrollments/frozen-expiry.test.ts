import { randomUUID } from 'node:crypto';
import { acknowledgeAlarm } from '../../db/programs/acknowledge-alarm';
import { lockProgram } from '../../db/programs/program-store';
import { Ledger } from '../../db/ledger/ledger';
import { houseKeep } from '../../domain/ledger/housekeeping';
import { day, hour, type Wish } from '../../test/support/programs';
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

const freezing = { onPause: { freezeExpiry: true } };
const points: Wish = {
  ruleType: 'POINTS_BASED',
  ruleConfig: { pointsPerDollar: 1, redemptionRate: 100, expirationMonths: 1 },
};
const card: Wish = {
  ruleType: 'PUNCH_CARD',
  ruleConfig: {
    punchesRequired: 2,
    rewardType: 'free_item',
    rewardValue: 'tea',
    rewardDescription: 'A tea',
    rewardExpirationDays: 10,
  },
};
const iso = (at: number) => new Date(at).toISOString();
const accountOf = async (program: string, customer: string) =>
  (await shop.send('GET', `/programs/${program}/customers/${customer}`)).body;
const rewardOf = async (customer: string) => {
  await shop.buy(customer, 5);
  const { body } = await shop.buy(customer, 5);
  return body.outcomes.flatMap(({ rewards }: { rewards: { id: string }[] }) => rewards)[0].id as string;
};
const spend = (program: string, customerId: string, amount: number, send = shop.send) =>
  send('POST', `/programs/${program}/redemptions`, { customerId, points: amount });

test('points: nothing expires during the pause, and afterwards they have the rest of their time', async () => {
  const program = await shop.program({ ...points, ...freezing });
  const customer = await shop.customer(program);
  const bought = shop.clock.now;
  await shop.buy(customer, 100);
  const expiry = Date.parse((await accountOf(program, customer)).expiries[0].expiresAt);
  shop.clock.now = bought + 20 * day;
  await shop.command(program, 'pause');
  const rest = expiry - shop.clock.now;
  for (const days of [21, 100, 400]) {
    shop.clock.now = bought + days * day;
    expect(await accountOf(program, customer)).toMatchObject({
      balance: 100,
      expiries: [{ expiresAt: iso(shop.clock.now + rest) }],
    });
  }
  expect((await spend(program, customer, 10)).body).toMatchObject({ balance: 90 });
  const outstanding = async () => (await shop.send('GET', `/programs/${program}/analytics`)).body.outstanding;
  expect((await outstanding()).points).toBe(90);
  await shop.command(program, 'resume');
  const moved = shop.clock.now + rest;
  shop.clock.now = moved - 1;
  expect(await accountOf(program, customer)).toMatchObject({
    balance: 90,
    expiries: [{ expiresAt: iso(moved) }],
  });
  expect((await spend(program, customer, 40)).status).toBe(201);
  shop.clock.now = moved;
  expect(await accountOf(program, customer)).toMatchObject({ balance: 0, expiries: [] });
  expect((await spend(program, customer, 1)).body.code).toBe('insufficient_points');
  await shop.buy(customer, 1);
  const { body } = await shop.send('GET', `/programs/${program}/customers/${customer}/ledger`);
  expect(body.data[1]).toMatchObject({ kind: 'expired', quantity: -50, occurredAt: iso(moved) });
});

test('rewards: the same, wherever they are read', async () => {
  const program = await shop.program({ ...card, ...freezing });
  const customer = await shop.customer(program);
  const [id, other] = [await rewardOf(customer), await rewardOf(customer)];
  shop.clock.now += 4 * day;
  await shop.command(program, 'pause');
  shop.clock.now += 30 * day;
  const expiresAt = iso(shop.clock.now + 6 * day);
  expect((await shop.send('GET', `/rewards/${id}`)).body).toMatchObject({ status: 'available', expiresAt });
  expect((await accountOf(program, customer)).rewards).toMatchObject([{ expiresAt }, { expiresAt }]);
  expect((await shop.send('GET', `/customers/${customer}`)).body.programs[0].rewards).toHaveLength(2);
  const reserved = await shop.send('POST', `/rewards/${id}/reserve`, {});
  expect(reserved.body).toMatchObject({ status: 'reserved', expiresAt });
  expect((await shop.send('POST', `/rewards/${id}/redeem`)).body).toMatchObject({
    status: 'redeemed',
    expiresAt,
  });
  await shop.command(program, 'resume');
  const expiry = shop.clock.now + 6 * day;
  shop.clock.now = expiry - 1;
  expect((await shop.send('GET', `/rewards/${other}`)).body.status).toBe('available');
  shop.clock.now = expiry;
  expect((await shop.send('GET', `/rewards/${other}`)).body).toMatchObject({
    status: 'expired',
    expiresAt: iso(expiry),
  });
  const refused = await shop.send('POST', `/rewards/${other}/redeem`);
  expect(refused.body).toMatchObject({
    code: 'reward_expired',
    detail: `The reward expired at ${iso(expiry)}.`,
  });
});

test('without the wish, and for what had expired before, time goes on', async () => {
  const plain = await shop.program(card);
  const frozen = await shop.program({ ...card, ...freezing });
  const [one, two] = [await shop.customer(plain), await shop.customer(frozen)];
  const rewards = [await rewardOf(one), await rewardOf(two)];
  shop.clock.now += 5 * day;
  await shop.command(plain, 'pause');
  shop.clock.now += 5 * day;
  await shop.command(frozen, 'pause');
  for (const id of rewards) expect((await shop.send('GET', `/rewards/${id}`)).body.status).toBe('expired');
});

test('an end that comes during the pause lets time go on from then, before anybody has noticed it', async () => {
  const endsAt = shop.clock.now + 20 * day;
  const program = await shop.program({ ...card, ...freezing, endsAt });
  const customer = await shop.customer(program);
  const id = await rewardOf(customer);
  shop.clock.now += 4 * day;
  await shop.command(program, 'pause');
  const status = async (at: number) => {
    shop.clock.now = at;
    return (await shop.send('GET', `/rewards/${id}`)).body.status;
  };
  const expiry = endsAt + 6 * day;
  const seen = [await status(expiry - 1), await status(expiry)];
  expect(seen).toEqual(['available', 'expired']);
  shop.clock.now = expiry - 1;
  expect((await accountOf(program, customer)).rewards).toMatchObject([{ expiresAt: iso(expiry) }]);
  shop.clock.now = expiry;
  expect((await shop.send('POST', `/rewards/${id}/redeem`)).body.code).toBe('reward_expired');
});

/** What the workflow of a program does when it looks at its alarm, and the alarm as the row then has it. */
async function alarmOf(programId: string): Promise<{ expiry: number; row: number }> {
  const { knex } = shop.database;
  const expiry = await knex.transaction(async (trx) => {
    const program = await lockProgram(trx, shop.tenant, programId);
    if (program === null) throw new Error('no such program');
    return (await acknowledgeAlarm(trx, program, shop.clock.now)).expiryAlarmAt;
  });
  const row = await knex('loyalty_programs').where({ id: programId }).first('alarm_at');
  return { expiry, row: row.alarm_at };
}

test('the alarm for expiries is off during the pause, and set again by resuming', async () => {
  const program = await shop.program({ ...points, ...freezing });
  const customer = await shop.customer(program);
  await shop.buy(customer, 100);
  const before = await alarmOf(program);
  expect(before.row).toBe(before.expiry);
  await shop.command(program, 'pause');
  expect(await alarmOf(program)).toEqual({ expiry: Infinity, row: Infinity });
  shop.clock.now += 90 * day;
  await spend(program, customer, 10);
  expect(await alarmOf(program)).toEqual({ expiry: Infinity, row: Infinity });
  await shop.command(program, 'resume');
  const { row } = await alarmOf(program);
  // Too early, and so at once: the accounts are looked at, and say what they know now.
  expect(row).toBeLessThanOrEqual(shop.clock.now);
  const { ledger, now } = { ledger: new Ledger(shop.database.knex), now: shop.clock.now };
  const context = { actor: 'system' as const, now, newId: randomUUID };
  const request = { customerId: customer, programId: program, now, holdings: true };
  await ledger.change(shop.tenant, request, (sheet) => houseKeep(sheet, program, 'expire', now, context));
  const real = Date.parse((await accountOf(program, customer)).expiries[0].expiresAt);
  const after = (await alarmOf(program)).expiry;
  expect(after).toBeGreaterThan(real);
  expect(after).toBeLessThanOrEqual(real + hour);
});

test('tills that spend, and purchases that are reported late, while the program is paused and resumed', async () => {
  const program = await shop.program({ ...points, ...freezing });
  const customer = await shop.customer(program);
  await shop.buy(customer, 100);
  const occurredAt = iso(shop.clock.now);
  const till = await shop.openTill();
  shop.clock.now += 20 * day;
  const work = Array.from({ length: 16 }, (_, n) => {
    const { send } = n % 2 === 0 ? shop : till;
    if (n % 4 < 3) return spend(program, customer, 10, send);
    const late = {
      externalId: `late ${n}`,
      customerId: customer,
      lines: [{ quantity: 1, unitPrice: 1 }],
      occurredAt,
    };
    return send('POST', '/transactions', late);
  });
  const toggling = (async () => {
    for (const name of ['pause', 'resume', 'pause'] as const) {
      await shop.command(program, name);
      shop.clock.now += 40 * day;
    }
  })();
  const [answers] = await Promise.all([Promise.all(work), toggling]);
  const spent = answers.filter(({ body }) => body.points === 10).length;
  const refused = answers.filter(({ body }) => body.code === 'insufficient_points').length;
  const late = answers.filter(({ body }) => body.outcomes?.[0].earned === 1).length;
  expect([late, spent + refused]).toEqual([4, 12]);
  // 11 days were left at the first pause, and 40 went by between resuming and pausing again.
  expect((await accountOf(program, customer)).balance).toBe(0);
  await till.send('POST', '/transactions', {
    externalId: 'x',
    customerId: customer,
    lines: [{ quantity: 1, unitPrice: 1 }],
  });
});
