import { createExamples } from '../../api/programs/examples';
import { startApi, type TestApi } from '../../api/testing/api.fixtures';
import { verifyLedger } from '../../db/ledger/verify';
import type { Child } from '../faults/child';
import { type RealStack, startRealStack } from '../faults/real-stack';
import { freePort, startTemporal } from '../faults/temporal-server';
import { eventually } from '../support/eventually';
import { day, minute } from '../support/programs';
import { heardOf } from './stream';
import { outcomeIn, type Till, tillOf } from './till';

describe('critical flows over HTTP, with everything real behind it', () => {
  let server: Child;
  let stack: RealStack;
  let api: TestApi;
  let till: Till;
  beforeAll(async () => {
    const port = await freePort();
    server = await startTemporal(port);
    stack = await startRealStack(port);
    const { knex, databaseUrl, businessId } = stack.plane;
    const clock = {
      get now() {
        return Date.now();
      },
    };
    api = await startApi({
      beside: { knex, databaseUrl, businessId, clock },
      env: { TEMPORAL_ADDRESS: `127.0.0.1:${port}`, COMMAND_TIMEOUT_MS: '10000' },
    });
    till = tillOf((asked) => api.send(asked));
  });
  afterAll(async () => {
    await api?.close();
    await stack?.close();
    await server?.stop();
  });

  const expectLedgerInOrder = async () =>
    expect((await verifyLedger(stack.plane.knex)).differences).toEqual([]);
  const heard = (customerId: string, types: readonly string[]) =>
    eventually(async () => expect(await heardOf(stack.plane.redis, customerId)).toEqual(types));

  test('a business creates a punch card, and a customer drinks the ninth coffee for free', async () => {
    const created = await till.post('/programs', createExamples.punchCard.value);
    expect(created).toMatchObject({ status: 201, body: { status: 'ACTIVE' } });
    const { id } = created.body;
    const location = await api.location();

    // At eight in the morning of yesterday, where the café is: within the card's hours.
    const morning = Math.floor(Date.now() / day) * day - day + 8 * 60 * minute;
    const at = (offset: number) => ({
      occurredAt: new Date(morning + offset).toISOString(),
      locationId: location,
    });
    const customer = await till.customer();
    const since = new Date(morning - day).toISOString();
    expect(await till.enrol(id, customer, since)).toMatchObject({ status: 201 });
    for (let punch = 1; punch <= 7; punch += 1) {
      const bought = await till.buy(customer, 3.5, at(punch * minute));
      expect(outcomeIn(id, bought)).toMatchObject({
        earned: 1,
        progress: { current: punch, required: 8, missing: 8 - punch },
        rewards: [],
      });
    }
    const reasons = async (unitPrice: number, more: object) =>
      outcomeIn(id, await till.buy(customer, unitPrice, { ...at(0), ...more })).reasons.map(
        ({ code }: { code: string }) => code,
      );
    expect(await reasons(3.49, {})).toEqual(['below_minimum']);
    expect(await reasons(4, at(8 * 60 * minute))).toEqual(['outside_valid_hours']);
    const tea = [{ category: 'tea', quantity: 1, unitPrice: 4 }];
    expect(await reasons(4, { lines: tea })).toEqual(['no_matching_category']);

    const eighth = outcomeIn(id, await till.buy(customer, 4.2, at(9 * minute)));
    expect(eighth).toMatchObject({ earned: 1, progress: { current: 0, missing: 8 } });
    const [reward] = eighth.rewards;
    expect(reward).toMatchObject({
      rewardType: 'free_item',
      rewardValue: 'free_coffee',
      status: 'available',
    });
    const use = () => till.post(`/rewards/${reward.id}/redeem`, { locationId: location });
    expect(await use()).toMatchObject({ status: 200, body: { status: 'redeemed' } });
    expect(await use()).toMatchObject({ status: 409, body: { code: 'reward_already_redeemed' } });
    expect((await till.get(`/programs/${id}`)).body).toMatchObject({ enrollmentCount: 1 });
    await heard(customer, [
      'customer.enrolled',
      ...Array.from({ length: 7 }, () => ['transaction.recorded', 'progress.earned']).flat(),
      ...Array.from({ length: 3 }, () => 'transaction.recorded'),
      'transaction.recorded',
      'progress.earned',
      'reward.issued',
      'reward.redeemed',
    ]);
    await expectLedgerInOrder();
  });

  test('a business customizes a points program and activates it, and customers earn at once', async () => {
    const ruleConfig = { pointsPerDollar: 10, redemptionRate: 100 };
    const draft = { name: 'Points', ruleType: 'POINTS_BASED', ruleConfigDomain: 'SIMPLE', ruleConfig };
    const created = await till.post('/programs', draft);
    expect(created).toMatchObject({ status: 201, body: { status: 'DRAFT' } });
    const { id } = created.body;
    const customer = await till.customer();
    expect(await till.enrol(id, customer)).toMatchObject({
      status: 409,
      body: { code: 'program_not_active' },
    });

    // Feedback while it is being customized, then the customized program.
    const wrong = { ...draft, ruleConfig: { ...ruleConfig, expirationMonths: 0 } };
    const checked = await till.post('/programs/validate', wrong);
    expect(checked.status).toBe(200);
    expect(checked.body).toMatchObject({
      valid: false,
      errors: [{ pointer: '/ruleConfig/expirationMonths' }],
    });
    const customized = { ...ruleConfig, categoryMultipliers: { coffee: 2 }, expirationMonths: 12 };
    const edited = await till.send({
      method: 'PUT',
      path: `/programs/${id}`,
      headers: { 'If-Match': created.headers.get('etag') ?? '' },
      body: { ...draft, ruleConfig: customized },
    });
    expect(edited).toMatchObject({ status: 200, body: { status: 'DRAFT', version: 2 } });
    expect(await till.post(`/programs/${id}/activate`)).toMatchObject({
      status: 200,
      body: { status: 'ACTIVE', earning: true, ruleConfig: customized },
    });

    expect(await till.enrol(id, customer)).toMatchObject({ status: 201 });
    const bought = await till.buy(customer, 12.34, { externalId: `receipt ${customer}` });
    expect(outcomeIn(id, bought)).toMatchObject({ earned: 246, unit: 'points' });
    const again = await till.buy(customer, 12.34, { externalId: `receipt ${customer}` });
    expect([again.status, again.body]).toEqual([200, bought.body]);
    const redeemed = await till.post(`/programs/${id}/redemptions`, { customerId: customer, points: 150 });
    expect(redeemed).toMatchObject({ status: 201, body: { value: 1.5, balance: 96, currency: 'EUR' } });
    expect((await till.account(id, customer)).body).toMatchObject({
      balance: 96,
      expiries: [{ points: 96 }],
    });
    await heard(customer, ['customer.enrolled', 'transaction.recorded', 'points.earned', 'points.redeemed']);
    await expectLedgerInOrder();
  });

  test('a business pauses its program: customers keep their progress, earn nothing, and can redeem', async () => {
    const { validHours: _, ...ruleConfig } = createExamples.punchCard.value.ruleConfig;
    const card = { ...createExamples.punchCard.value, ruleConfig: { ...ruleConfig, punchesRequired: 2 } };
    const { id } = (await till.post('/programs', card)).body;
    const customer = await till.customer();
    await till.enrol(id, customer);
    await till.buy(customer, 4);
    const [reward] = outcomeIn(id, await till.buy(customer, 4)).rewards;
    await till.buy(customer, 4);
    const before = (await till.account(id, customer)).body;
    expect(before).toMatchObject({ progress: { current: 1, missing: 1 }, rewards: [{ id: reward.id }] });

    expect(await till.post(`/programs/${id}/pause`)).toMatchObject({
      status: 200,
      body: { status: 'PAUSED', earning: false, earningReason: 'paused' },
    });
    const paused = outcomeIn(id, await till.buy(customer, 4));
    expect(paused).toMatchObject({ earned: 0, progress: before.progress, reasons: [{ code: 'paused' }] });
    expect(await till.enrol(id, await till.customer())).toMatchObject({ status: 409 });
    expect((await till.account(id, customer)).body).toEqual(before);
    expect(await till.post(`/rewards/${reward.id}/redeem`, {})).toMatchObject({ status: 200 });

    expect(await till.post(`/programs/${id}/resume`)).toMatchObject({ body: { status: 'ACTIVE' } });
    expect(outcomeIn(id, await till.buy(customer, 4))).toMatchObject({
      earned: 1,
      progress: { current: 0 },
      rewards: [{ status: 'available' }],
    });
    await expectLedgerInOrder();
  });
});
