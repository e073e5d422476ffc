import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../db/test-database';
import { tokenFor } from './testing/token.fixtures';

const compiled = join(__dirname, '../dist/api/main.js');

/** The compiled API as a process of its own. */
function start(env: Record<string, string>) {
  if (!existsSync(compiled)) throw new Error('dist/ is missing: `npm test` builds it');
  const child = spawn(process.execPath, [compiled], { env: { PATH: process.env.PATH, ...env } });
  const said = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => (said.out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (said.err += chunk.toString()));
  return { child, said, exit: once(child, 'exit').then(([code]) => code as number | null) };
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

let database: TestDatabase;
let env: Record<string, string>;
beforeAll(async () => {
  database = await createTestDatabase();
  env = {
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: '127.0.0.1:1',
    JWT_ISSUER: 'tests',
    JWT_HS256_SECRET: 'only for tests: not a secret of anybody',
    API_PORT: String(await freePort()),
    METRICS_PORT: String(await freePort()),
  };
});
afterAll(() => database.drop());

async function untilUp(url: string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    const up = await fetch(url).then(
      () => true,
      () => false,
    );
    if (up) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`${url} never answered`);
}

test('every bad variable has a line of its own, and the process fails', async () => {
  const api = start({ API_PORT: 'x' });
  expect(await api.exit).toBe(1);
  expect(api.said.err.trim().split('\n')).toEqual([
    expect.stringMatching(/^api: DATABASE_URL/),
    expect.stringMatching(/^api: API_PORT/),
    expect.stringMatching(/^api: JWT_ISSUER/),
    expect.stringMatching(/^api: JWT_JWKS_URL, JWT_JWKS or JWT_HS256_SECRET/),
  ]);
});

test('a port in use is named in one line', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as AddressInfo;
  const api = start({ ...env, API_PORT: String(port) });
  expect(await api.exit).toBe(1);
  expect(api.said.err).toBe(`api: API_PORT: port ${port} is in use\n`);
  taken.close();
});

test('it serves, measures by route pattern, logs no token, and stops when told to', async () => {
  const api = start(env);
  const [base, metrics] = [`http://127.0.0.1:${env.API_PORT}`, `http://127.0.0.1:${env.METRICS_PORT}`];
  await untilUp(`${base}/livez`);
  const token = await tokenFor({ businessId: '0197a000-0000-7000-8000-0000000000aa', now: Date.now() });
  const headers = { authorization: `Bearer ${token}` };
  const path = '/api/v1/loyalty/programs/0197a000-0000-7000-8000-0000000000bb';
  expect((await fetch(base + path, { headers })).status).toBe(404);

  const figures = await (await fetch(`${metrics}/metrics`)).text();
  expect(figures).toContain(
    'http_request_duration_seconds_count{method="GET",route="/programs/{id}",status="404"} 1',
  );
  expect(figures).toContain('process_cpu_user_seconds_total');

  api.child.kill('SIGTERM');
  expect(await api.exit).toBe(0);
  expect(api.said.out).not.toContain(token);
  expect(api.said.out).toContain('"route":"/programs/{id}"');
});
