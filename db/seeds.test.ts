import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from './test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

/** Runs a compiled script of this folder. */
async function run(
  script: string,
  args: string[] = [],
  env: Record<string, string> = { DATABASE_URL: database.url },
) {
  const child = spawn(process.execPath, [join(__dirname, '../dist/db', script), ...args], {
    env: { PATH: process.env.PATH, ...env },
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const [code] = await once(child, 'close');
  return { code, out, err };
}

test('the demo business is the same however often it is seeded', async () => {
  const first = await run('seed-demo.js');
  const again = await run('seed-demo.js');
  expect(again).toEqual(first);
  const { businessId, ownerId, locations } = JSON.parse(first.out);
  expect(ownerId).toMatch(/^[0-9a-f-]{36}$/);
  expect(locations).toHaveLength(3);
  const stored = await database.knex('locations').where({ business_id: businessId }).orderBy('id');
  expect(stored.map(({ id, name, timezone }) => ({ id, name, timezone }))).toEqual(locations);
  expect(new Set(stored.map(({ timezone }) => timezone)).size).toBe(2);
});

test('a business is created as asked', async () => {
  const { code, out } = await run('create-business.js', [
    '--name',
    'Tea',
    '--timezone',
    'Asia/Tokyo',
    '--currency',
    'JPY',
  ]);
  expect(code).toBe(0);
  const { businessId } = JSON.parse(out);
  const row = await database
    .knex('businesses')
    .where({ id: businessId })
    .first('name', 'timezone', 'currency');
  expect(row).toEqual({ name: 'Tea', timezone: 'Asia/Tokyo', currency: 'JPY' });
});

test.each([
  [['--timezone', 'Mars/Olympus'], '--timezone'],
  [['--currency', 'dollars'], '--currency'],
  [['--name', ' '], '--name'],
])('%j is refused in one line', async (args, named) => {
  const { code, out, err } = await run('create-business.js', args);
  expect([code, out]).toEqual([1, '']);
  expect(err).toMatch(/^create-business: .+\n$/);
  expect(err).toContain(named);
});

test.each(['seed-demo.js', 'create-business.js'])(
  '%s without a database that answers: one line',
  async (script) => {
    for (const env of [{}, { DATABASE_URL: 'postgres://nobody@127.0.0.1:1/nothing' }]) {
      const { code, err } = await run(script, [], env);
      expect(code).toBe(1);
      expect(err.trim().split('\n')).toHaveLength(1);
    }
  },
);
