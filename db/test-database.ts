import { randomUUID } from 'node:crypto';
import type { Knex } from 'knex';
import { connectDatabase } from './connection';
import { migrations } from './knexfile';

/** Long: a test process that bundles workflows hears nothing for seconds. */
const connectTimeoutMs = 60_000;

/** A migrated database of its own for one test suite. */
export interface TestDatabase {
  readonly url: string;
  readonly knex: Knex;
  drop(): Promise<void>;
}

/** Creates and migrates a database on the server of TEST_DATABASE_URL; `npm test` starts that server. */
export async function createTestDatabase(): Promise<TestDatabase> {
  const server = process.env.TEST_DATABASE_URL;
  if (!server) throw new Error('TEST_DATABASE_URL is not set: run the tests by `npm test -- <path>`');
  const admin = connectDatabase({ url: server, poolSize: 1, connectTimeoutMs });
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await admin.raw('CREATE DATABASE ??', [name]);
  const url = Object.assign(new URL(server), { pathname: `/${name}` }).href;
  const knex = connectDatabase({ url, poolSize: 10, connectTimeoutMs });
  await knex.migrate.latest(migrations);
  return {
    url,
    knex,
    async drop() {
      await knex.destroy();
      await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
      await admin.destroy();
    },
  };
}
