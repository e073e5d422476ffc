import { createExamples } from '../../api/programs/examples';
import { verifyLedger } from '../../db/ledger/verify';
import { eventually } from '../support/eventually';
import { type FlowStack, startFlowStack } from './flow-stack';
import { outcomeIn, type Till, tillOf } from './till';

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

let flow: FlowStack;
let till: Till;
beforeAll(async () => {
  flow = await startFlowStack();
  till = tillOf((asked) => flow.api.send(asked));
});
afterAll(() => flow?.close());

test('a business duplicates its successful program for a new location', async () => {
  const { api, stack } = flow;
  const [oldTown, harbour] = [await api.location(), await api.location()];
  const { validHours: _, ...ruleConfig } = createExamples.punchCard.value.ruleConfig;
  const card = { ...createExamples.punchCard.value, ruleConfig, locationIds: [oldTown] };
  const { id } = (await till.post('/programs', card)).body;
  const customer = await till.customer();
  expect(await till.enrol(id, customer)).toMatchObject({ status: 201 });
  expect(outcomeIn(id, await till.buy(customer, 4, { locationId: oldTown }))).toMatchObject({ earned: 1 });

  const wishes = { name: 'Harbour Punch Card', locationIds: [harbour], ruleConfig: { punchesRequired: 2 } };
  const copied = await till.post(`/programs/${id}/duplicate`, { ...wishes, isActive: true });
  expect(copied).toMatchObject({ status: 201, body: { status: 'ACTIVE', earning: true, ...wishes } });
  expect(copied.body.ruleConfig).toEqual({ ...ruleConfig, punchesRequired: 2 });
  const copy = copied.body.id;
  expect((await till.get(`/programs/${copy}`)).body).toMatchObject({ enrollmentCount: 0 });

  // Whoever takes part in the original does not take part in the copy, and holds nothing there.
  expect(await till.account(copy, customer)).toMatchObject({ status: 404, body: { code: 'not_enrolled' } });
  expect(await till.enrol(copy, customer)).toMatchObject({ status: 201 });
  const atHarbour = await till.buy(customer, 4, { locationId: harbour });
  expect(outcomeIn(copy, atHarbour)).toMatchObject({ earned: 1, progress: { current: 1, required: 2 } });
  expect(outcomeIn(id, atHarbour)?.earned ?? 0).toBe(0);
  const second = outcomeIn(copy, await till.buy(customer, 4, { locationId: harbour }));
  expect(second.rewards).toMatchObject([{ rewardValue: 'free_coffee', status: 'available' }]);
  expect((await till.account(id, customer)).body.progress).toMatchObject({ current: 1, required: 8 });

  // The copy has a life of its own: the original ends, the copy runs on, and both have told so.
  expect(await till.post(`/programs/${id}/end`)).toMatchObject({ status: 200, body: { status: 'ENDED' } });
  expect((await till.get(`/programs/${copy}`)).body).toMatchObject({ status: 'ACTIVE' });
  await eventually(async () => {
    const events = (await stack.plane.events(copy)).filter(({ eventType }) => eventType.includes('program'));
    expect(events.map(({ eventType, payload }) => [eventType, payload['name']])).toEqual([
      ['loyalty.program.created', wishes.name],
      ['loyalty.program.activated', wishes.name],
    ]);
  });
  expect((await till.post(`/programs/${id}/duplicate`)).body).toMatchObject({
    name: 'Coffee Punch Card (copy)',
    status: 'DRAFT',
    locationIds: [oldTown],
  });
  expect((await verifyLedger(stack.plane.knex)).differences).toEqual([]);
});
