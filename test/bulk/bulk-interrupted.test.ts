import { randomUUID } from 'node:crypto';
import { bulkWorkflowId, progressQuery } from '../../workflows/bulk.messages';
import { type FlowStack, startFlowStack } from '../critical-flows/flow-stack';
import { eventually } from '../support/eventually';
import { type BulkClient, bulkClientOf, Gate } from './bulk-client';

// Real servers start here, on machines that may be busy.
jest.setTimeout(180_000);

const gate = new Gate();
let flow: FlowStack;
let client: BulkClient;
beforeAll(async () => {
  flow = await startFlowStack({
    sabotage: (activities) => ({
      ...activities,
      async runChunk(input) {
        await gate.pass();
        return activities.runChunk(input);
      },
    }),
  });
  client = bulkClientOf(flow);
});
afterEach(() => gate.admit(Number.POSITIVE_INFINITY));
afterAll(() => flow?.close());

const pausedAmong = async (ids: readonly string[]) =>
  (await flow.stack.plane.knex('loyalty_programs').whereIn('id', ids).where({ lifecycle: 'PAUSED' })).length;
const handle = (id: string) => flow.stack.client.workflow.getHandle(bulkWorkflowId(id));

test('what takes longer is accepted, can be followed, and goes on by itself', async () => {
  const ids = await client.programs(60);
  gate.admit(0);
  const key = randomUUID();
  const accepted = await client.bulk({ action: 'pause', programIds: ids }, key);
  expect(accepted).toMatchObject({
    status: 202,
    body: { status: 'RUNNING', progress: { total: 60, done: 0 }, results: [], finishedAt: null },
  });
  const { id } = accepted.body;
  expect(accepted.headers.get('location')).toBe(`/api/v1/loyalty/operations/${id}`);
  gate.admit(1);
  await eventually(async () =>
    expect(await handle(id).query(progressQuery)).toMatchObject({ status: 'RUNNING', done: 50 }),
  );
  const half = await client.get(`/operations/${id}`);
  expect(half.body).toMatchObject({ status: 'RUNNING', progress: { done: 50, succeeded: 50 } });
  expect(half.body.results).toHaveLength(50);
  gate.admit(Number.POSITIVE_INFINITY);
  expect(await client.finished(id)).toMatchObject({ status: 'COMPLETED', progress: { succeeded: 60 } });
  const again = await client.bulk({ action: 'pause', programIds: ids }, key);
  expect([again.status, again.body, again.headers.get('location')]).toEqual([
    202,
    accepted.body,
    accepted.headers.get('location'),
  ]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
});

test('the same key twice at once makes one operation', async () => {
  const ids = await client.programs(3);
  gate.admit(0);
  const key = randomUUID();
  const body = { action: 'pause', programIds: ids };
  const answers = await Promise.all([client.bulk(body, key), client.bulk(body, key)]);
  gate.admit(Number.POSITIVE_INFINITY);
  const codes = answers.map(({ status, body: { code } }) => code ?? status).toSorted();
  expect(codes).toEqual([202, 'idempotency_in_flight']);
  const [accepted] = answers.filter(({ status }) => status === 202);
  await client.finished(accepted?.body.id);
  for (const id of ids) {
    expect(await flow.stack.plane.kinds(id)).toEqual(['created', 'activated', 'paused']);
  }
});

test('a request that died after its operation was stored finds that operation when it is sent again', async () => {
  const ids = await client.programs(3);
  gate.admit(0);
  const key = randomUUID();
  const body = { action: 'pause', programIds: ids };
  const first = await client.bulk(body, key);
  gate.admit(Number.POSITIVE_INFINITY);
  await client.finished(first.body.id);
  // As if the process had died before it kept its answer, and its claim had lapsed.
  await flow.stack.plane
    .knex('idempotency_keys')
    .where({ key })
    .update({ status: null, response: null, claimed_at: '-infinity' });
  const again = await client.bulk(body, key);
  expect([again.status, again.body.id]).toEqual([200, first.body.id]);
  expect(await flow.stack.plane.kinds(ids[0] ?? '')).toEqual(['created', 'activated', 'paused']);
});

test('a cancelled operation leaves what is not done, and says so program by program', async () => {
  const ids = await client.programs(120);
  gate.admit(1);
  const { body } = await client.bulk({ action: 'pause', programIds: ids });
  await eventually(async () =>
    expect((await client.get(`/operations/${body.id}`)).body.progress.done).toBe(50),
  );
  const cancelled = await client.cancel(body.id);
  expect(cancelled.body).toMatchObject({ status: 'RUNNING', cancelRequestedAt: expect.any(String) });
  gate.admit(Number.POSITIVE_INFINITY);
  const operation = await client.finished(body.id);
  expect(operation).toMatchObject({
    status: 'CANCELLED',
    progress: { total: 120, done: 50, succeeded: 50, failed: 0 },
  });
  expect(operation.results).toHaveLength(120);
  expect(operation.results.slice(50)).toEqual(
    ids.slice(50).map((programId) => ({ programId, status: 'cancelled' })),
  );
  expect(await pausedAmong(ids)).toBe(50);
  expect((await client.cancel(body.id)).body).toEqual(operation);
});

test('an operator who cancels the workflow cancels the operation', async () => {
  const ids = await client.programs(120);
  gate.admit(1);
  const { body } = await client.bulk({ action: 'pause', programIds: ids });
  await handle(body.id).cancel();
  gate.admit(Number.POSITIVE_INFINITY);
  const operation = await client.finished(body.id);
  expect(operation.status).toBe('CANCELLED');
  expect(operation.progress.done).toBeLessThan(120);
  expect(await pausedAmong(ids)).toBe(operation.progress.succeeded);
  await eventually(async () => expect((await handle(body.id).describe()).status.name).toBe('CANCELLED'));
});

test('an operation whose workflow is gone is taken up again', async () => {
  const ids = await client.programs(60);
  gate.admit(1);
  const { body } = await client.bulk({ action: 'pause', programIds: ids });
  await eventually(async () =>
    expect((await client.get(`/operations/${body.id}`)).body.progress.done).toBe(50),
  );
  await handle(body.id).terminate();
  gate.admit(Number.POSITIVE_INFINITY);
  const operation = await client.finished(body.id);
  expect(operation).toMatchObject({ status: 'COMPLETED', progress: { succeeded: 60, failed: 0 } });
  for (const id of [ids[0] ?? '', ids[59] ?? '']) {
    expect(await flow.stack.plane.kinds(id)).toEqual(['created', 'activated', 'paused']);
  }
});

test('a program that changed since its edit was checked keeps what it has', async () => {
  const [one = '', other = ''] = await client.programs(2);
  gate.admit(0);
  const changes = { gracePeriodDays: 1 };
  const { body } = await client.bulk({ action: 'update', programIds: [one, other], changes });
  await flow.stack.plane.edit({ id: one } as never, { name: 'Meanwhile' }, Date.now());
  gate.admit(Number.POSITIVE_INFINITY);
  const { results } = await client.finished(body.id);
  expect(results).toMatchObject([{ code: 'stale_version' }, { status: 'succeeded' }]);
  expect((await client.get(`/programs/${one}`)).body).toMatchObject({
    name: 'Meanwhile',
    gracePeriodDays: 90,
  });
});
