import { randomUUID } from 'node:crypto';
import { openShop, type Send, type Shop } from '../../api/ledger/shop.fixtures';
import { verifyLedger } from './verify';

/** Two API processes, each with a ledger of its own, over one database. */
let shop: Shop;
let tills: readonly Send[];

beforeAll(async () => {
  shop = await openShop({ RATE_LIMIT_PER_MINUTE: '0' });
  tills = [shop.send, (await shop.openTill()).send];
});
afterEach(async () => {
  expect(await verifyLedger(shop.database.knex)).toMatchObject({ differing: 0 });
});
afterAll(() => shop?.close());

const reward = { rewardType: 'free_item', rewardValue: 'coffee', rewardDescription: 'Free coffee' } as const;
const pointsRule = { pointsPerDollar: 10, redemptionRate: 100, expirationMonths: 12 };

const points = (more: Record<string, unknown> = {}) =>
  shop.program({ ruleType: 'POINTS_BASED', ruleConfig: { ...pointsRule, ...more } });
const punches = (punchesRequired: number) =>
  shop.program({ ruleType: 'PUNCH_CARD', ruleConfig: { punchesRequired, ...reward } });

type Work = (send: Send) => ReturnType<Send>;

/** Everything at once, half of it at each till; the statuses that came back, counted. */
async function race(work: readonly Work[]): Promise<Record<number, number>> {
  const answers = await Promise.all(work.map((one, n) => one(tills[n % 2] as Send)));
  const counts: Record<number, number> = {};
  for (const { status } of answers) counts[status] = (counts[status] ?? 0) + 1;
  return counts;
}

const times = (n: number, work: (n: number) => Work): Work[] => Array.from({ length: n }, (_, i) => work(i));

const buy =
  (customerId: string, unitPrice: number, externalId: string = randomUUID()): Work =>
  (send) =>
    send('POST', '/transactions', { externalId, customerId, lines: [{ quantity: 1, unitPrice }] });
const spend =
  (programId: string, customerId: string, amount: number): Work =>
  (send) =>
    send('POST', `/programs/${programId}/redemptions`, { customerId, points: amount });
const refund =
  (transactionId: string): Work =>
  (send) =>
    send('POST', `/transactions/${transactionId}/refunds`, { externalId: `refund of ${transactionId}` });

async function account(programId: string, customerId: string) {
  return (await shop.send('GET', `/programs/${programId}/customers/${customerId}`)).body;
}

test('fifty purchases, repetitions, redemptions and refunds at once: every sum is exact', async () => {
  const pointsId = await points();
  const punchId = await punches(4);
  const customer = await shop.customer(pointsId, punchId);
  const bought: string[] = [];
  for (let n = 0; n < 20; n += 1) bought.push((await shop.buy(customer, 10)).body.id);
  const same = randomUUID();
  const counts = await race([
    ...times(15, () => buy(customer, 3)),
    ...times(10, () => buy(customer, 3, same)),
    ...times(15, () => spend(pointsId, customer, 50)),
    ...times(10, (n) => refund(bought[n] as string)),
  ]);
  // One of the ten repetitions is the first one.
  expect(counts).toEqual({ 200: 9, 201: 15 + 1 + 15 + 10 });
  expect((await account(pointsId, customer)).balance).toBe(20 * 100 + 16 * 30 - 15 * 50 - 10 * 100);
  const card = await account(punchId, customer);
  expect([card.rewards.length, card.progress.current]).toEqual([6, 2]);
}, 120_000);

test('a balance can be spent once, however many try', async () => {
  const programId = await points();
  const customer = await shop.customer(programId);
  await shop.buy(customer, 37);
  expect(await race(times(50, () => spend(programId, customer, 50)))).toEqual({ 201: 7, 409: 43 });
  expect((await account(programId, customer)).balance).toBe(20);
}, 120_000);

test('a reward can be used once, however many try', async () => {
  const programId = await punches(2);
  const customer = await shop.customer(programId);
  await shop.buy(customer, 1);
  const { body } = await shop.buy(customer, 1);
  const [{ id }] = body.outcomes.find(
    (outcome: { programId: string }) => outcome.programId === programId,
  ).rewards;
  const redeem: Work = (send) => send('POST', `/rewards/${id}/redeem`, {});
  expect(await race(times(50, () => redeem))).toEqual({ 200: 1, 409: 49 });
}, 120_000);

test('caps hold when many purchases reach them at once', async () => {
  const perDay = await points({ caps: { perDay: 100 } });
  const held = await points({ caps: { maximumBalance: 250 } });
  const customer = await shop.customer(perDay, held);
  expect(await race(times(30, () => buy(customer, 3)))).toEqual({ 201: 30 });
  expect((await account(perDay, customer)).balance).toBe(100);
  expect((await account(held, customer)).balance).toBe(250);
}, 120_000);

test('a refund sent ten times at once is one refund, and the same purchase is never returned twice', async () => {
  const programId = await points({ refundPolicy: 'negative' });
  const customer = await shop.customer(programId);
  const { body } = await shop.buy(customer, 10);
  expect(await race(times(10, () => refund(body.id)))).toEqual({ 200: 9, 201: 1 });
  const other = (n: number): Work => {
    return (send) => send('POST', `/transactions/${body.id}/refunds`, { externalId: `again ${n}` });
  };
  expect(await race(times(10, other))).toEqual({ 422: 10 });
  expect((await account(programId, customer)).balance).toBe(0);
}, 120_000);

test('after a pause nothing is earned at any till, and redeeming goes on', async () => {
  const programId = await points();
  const customer = await shop.customer(programId);
  await shop.buy(customer, 10);
  await shop.command(programId, 'pause');
  const counts = await race([
    ...times(10, () => buy(customer, 3)),
    ...times(2, () => spend(programId, customer, 50)),
  ]);
  expect(counts).toEqual({ 201: 12 });
  expect((await account(programId, customer)).balance).toBe(0);
}, 120_000);
