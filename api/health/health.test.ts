import { nobody, startApi, type TestApi } from '../testing/api.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

async function probe(on: TestApi, path: string) {
  const response = await fetch(on.url + path);
  const body = (await response.json()) as { status: string; checks: Record<string, string> };
  return { status: response.status, body };
}

test('it lives without any service', async () => {
  const alone = await startApi({ beside: api, primaryUrl: `postgres://nobody@${nobody}/nothing` });
  expect(await probe(alone, '/livez')).toEqual({ status: 200, body: { status: 'ok' } });
  await alone.close();
});

test('it is ready without Redis and Temporal, and names what is missing', async () => {
  expect(await probe(api, '/readyz')).toEqual({
    status: 200,
    body: { status: 'degraded', checks: { database: 'ok', redis: 'not_configured', temporal: 'down' } },
  });
});

test('Redis down is degraded, Redis there is ok', async () => {
  const [down, up] = [
    await startApi({ beside: api, redisUrl: `redis://${nobody}` }),
    await startApi({ beside: api, redisUrl: process.env.TEST_REDIS_URL ?? '' }),
  ];
  expect((await probe(down, '/readyz')).body.checks.redis).toBe('down');
  for (let tries = 0; tries < 100 && (await probe(up, '/readyz')).body.checks.redis !== 'ok'; tries += 1);
  expect((await probe(up, '/readyz')).body).toMatchObject({ status: 'degraded', checks: { redis: 'ok' } });
  await Promise.all([down.close(), up.close()]);
});

test('it is not ready without the database', async () => {
  const alone = await startApi({ beside: api, primaryUrl: `postgres://nobody@${nobody}/nothing` });
  expect(await probe(alone, '/readyz')).toMatchObject({
    status: 503,
    body: { status: 'unready', checks: { database: 'down' } },
  });
  await alone.close();
});

test('it is not ready before the database is migrated', async () => {
  const last = await api.knex('schema_migrations').orderBy('id', 'desc').first();
  await api.knex('schema_migrations').where({ id: last.id }).delete();
  const early = await startApi({ beside: api });
  const { status, body } = await probe(early, '/readyz');
  expect([status, body.checks.database]).toEqual([503, 'migrations_pending']);
  await api.knex('schema_migrations').insert({ ...last, migration_time: new Date() });
  expect((await probe(early, '/readyz')).status).toBe(200);
  await early.close();
});

test('a database that is ahead, as in the middle of a deployment, is ready', async () => {
  const future = { name: '29990101_001_future.js', batch: 9, migration_time: new Date() };
  await api.knex('schema_migrations').insert(future);
  const old = await startApi({ beside: api });
  expect((await probe(old, '/readyz')).status).toBe(200);
  await api.knex('schema_migrations').where({ name: future.name }).delete();
  await old.close();
});
