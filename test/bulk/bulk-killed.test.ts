import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { startApi, type TestApi } from '../../api/testing/api.fixtures';
import { type Child, spawnChild } from '../faults/child';
import { freePort, startTemporal } from '../faults/temporal-server';
import { type ControlPlane, createControlPlane } from '../support/control-plane';
import { eventually } from '../support/eventually';

// Real servers start here, on machines that may be busy.
jest.setTimeout(180_000);

const program = join(__dirname, '../../dist/worker/main.js');

let plane: ControlPlane;
let temporal: Child;
let api: TestApi;
let port: number;
const workers: Child[] = [];
beforeAll(async () => {
  if (!existsSync(program)) throw new Error('dist/ is missing: `npm test` builds it');
  port = await freePort();
  temporal = await startTemporal(port);
  plane = await createControlPlane();
  const clock = {
    get now() {
      return Date.now();
    },
  };
  const { knex, databaseUrl, businessId } = plane;
  const env = { TEMPORAL_ADDRESS: `127.0.0.1:${port}`, COMMAND_TIMEOUT_MS: '10000' };
  api = await startApi({ beside: { knex, databaseUrl, businessId, clock }, env });
});
afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.stop('SIGKILL')));
  await api?.close();
  await plane?.close();
  await temporal?.stop();
});

/** The compiled worker as a process of its own, which can be killed like one. */
async function startWorker(): Promise<Child> {
  const [metrics, sdk] = await Promise.all([freePort(), freePort()]);
  const worker = spawnChild('env', [
    `DATABASE_URL=${plane.databaseUrl}`,
    `REDIS_URL=${process.env.TEST_REDIS_URL}`,
    `TEMPORAL_ADDRESS=127.0.0.1:${port}`,
    `WORKER_METRICS_PORT=${metrics}`,
    `TEMPORAL_METRICS_PORT=${sdk}`,
    process.execPath,
    program,
  ]);
  workers.push(worker);
  return worker;
}

test('a worker that is killed in the middle of an operation leaves nothing half done, and another one goes on', async () => {
  const ids: string[] = [];
  for (let count = 0; count < 130; count += 1) ids.push((await plane.create()).id);
  // Somebody holds a program of the second chunk: there the first worker gets stuck.
  const holder = await plane.knex.transaction();
  await holder('loyalty_programs').where({ id: ids[80] }).forUpdate().select('id');

  const first = await startWorker();
  const { body } = await api.send({
    method: 'POST',
    path: '/programs/bulk',
    body: { action: 'pause', programIds: ids },
  });
  const read = async () => (await api.send({ path: `/operations/${body.id}` })).body;
  const stuck = await eventually(async () => {
    const operation = await read();
    expect(operation.progress.done).toBeGreaterThanOrEqual(99);
    return operation;
  });
  expect(stuck.status).toBe('RUNNING');
  await first.stop('SIGKILL');
  await holder.rollback();

  await startWorker();
  const operation = await eventually(async () => {
    const current = await read();
    expect(current).toMatchObject({ status: 'COMPLETED' });
    return current;
  });
  expect(operation.progress).toEqual({ total: 130, done: 130, succeeded: 130, failed: 0 });
  const paused = await plane
    .knex('program_revisions')
    .where({ kind: 'paused' })
    .whereIn('program_id', ids)
    .select('number', 'command_id');
  expect(paused).toHaveLength(130);
  expect(new Set(paused.map(({ command_id }) => command_id)).size).toBe(130);
  for (const { number } of paused) expect(number).toBe(3);
});
