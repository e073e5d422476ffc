import { randomUUID } from 'node:crypto';
import { nobody, startApi, type TestApi } from '../testing/api.fixtures';
import { tokenFor } from '../testing/token.fixtures';
import { createExamples } from './examples';

const redisUrl = process.env.TEST_REDIS_URL ?? '';
const downUrl = `postgres://nobody@${nobody}/nothing`;
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ redisUrl });
});
afterAll(() => api.close());

const sample = createExamples.punchCard.value;

test('without the primary, what was read lately is read from the cache, and marked', async () => {
  const path = `/programs/${await api.program()}`;
  const before = await api.send({ path });
  await eventually(async () => (await readWithoutDatabase(path)).status === 200);
  const { body, headers } = await readWithoutDatabase(path);
  expect(body).toEqual(before.body);
  expect(headers.get('x-read-only')).toBe('true');
  expect(before.headers.get('x-read-only')).toBeNull();
});

test('what was created or edited is kept as it is now', async () => {
  const { body } = await api.send({ method: 'POST', path: '/programs', body: sample });
  const { isActive: _, ...edit } = sample;
  const path = `/programs/${body.id}`;
  await api.send({ method: 'PUT', path, body: { ...edit, name: 'Tea' } });
  await eventually(async () => (await readWithoutDatabase(path)).body.name === 'Tea');
  expect((await readWithoutDatabase(path)).body).toMatchObject({ name: 'Tea', version: 3 });
});

test('the cache tells tenants apart, and knows only what was read', async () => {
  const path = `/programs/${await api.program()}`;
  await api.send({ path });
  await eventually(async () => (await readWithoutDatabase(path)).status === 200);
  const stranger = await tokenFor({ businessId: randomUUID(), now: api.clock.now });
  expect((await readWithoutDatabase(path, stranger)).status).toBe(503);
  const { status, body, headers } = await readWithoutDatabase(`/programs/${randomUUID()}`);
  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'database_unavailable', '2']);
});

test('a replica answers reads and lists; writing says that nothing can be written', async () => {
  const id = await api.program({ name: 'Replicated' });
  const reader = await startApi({ beside: api, primaryUrl: downUrl, replicaUrl: api.databaseUrl });
  const one = await reader.send({ path: `/programs/${id}` });
  const list = await reader.send({ path: '/programs?q=Replicated' });
  const write = await reader.send({ method: 'POST', path: '/programs', body: sample });
  const keyed = await reader.send({
    method: 'POST',
    path: '/programs',
    body: sample,
    headers: { 'idempotency-key': 'k' },
  });
  expect([one.status, one.headers.get('x-read-only')]).toEqual([200, 'true']);
  expect([list.body.data[0].id, list.headers.get('x-read-only')]).toEqual([id, 'true']);
  expect([write.status, write.body.code, write.headers.get('retry-after')]).toEqual([503, 'read_only', '2']);
  expect(keyed.body.code).toBe('read_only');
  await reader.close();
});

test('with neither replica nor Redis a read says that the database cannot be reached', async () => {
  const alone = await startApi({ beside: api, primaryUrl: downUrl });
  const { status, body } = await alone.send({ path: '/programs' });
  expect([status, body.code]).toEqual([503, 'database_unavailable']);
  await alone.close();
});

async function readWithoutDatabase(path: string, token?: string) {
  const cut = await startApi({ beside: api, redisUrl, primaryUrl: downUrl });
  await eventually(async () => (await (await fetch(`${cut.url}/readyz`)).text()).includes('"redis":"ok"'));
  const answer = await cut.send({ path, ...(token === undefined ? {} : { token }) });
  await cut.close();
  return answer;
}

/** The cache is filled after the answer is given: waits until it is. */
async function eventually(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('it never came true');
}
