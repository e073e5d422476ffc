import { Failure } from '../support/failure.mjs';
import { launch, untilReady } from '../support/processes.mjs';
import { order } from './orders.mjs';
import { createCluster } from './postgres-cluster.mjs';
import { postgresAccount } from './postgres-account.mjs';
import { placeForData, postgresBinaries } from './postgres-place.mjs';

/** What a committed transaction needs to survive a power cut, and what a throwaway test server can do without. */
const durable = ['fsync=on', 'synchronous_commit=on'];
const throwaway = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_wal_size=2GB'];
const always = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=', // TCP only: a socket file would need a folder that both accounts can reach
  'max_connections=200',
  'shared_buffers=256MB',
  'timezone=UTC',
  'log_timezone=UTC',
];

/**
 * Postgres from the first source that is there: `DATABASE_URL`, else the embedded one.
 * @param options dataDir, logFile, port, password, database (created when missing), durable (boolean)
 * @returns {Promise<{ url: string, source: string, place?: string, stop: () => Promise<void> }>}
 */
export async function startPostgres(options) {
  const given = process.env.DATABASE_URL;
  if (given && !options.ignoreGiven) {
    if (!/^postgres(ql)?:\/\//.test(given))
      throw new Failure('DATABASE_URL is not of the form postgres://user:password@host:port/database');
    await withClient(given, async () => {}).catch((error) => {
      throw new Failure(
        `Postgres at ${withoutPassword(given)} (DATABASE_URL) cannot be used: ${reasonOf(error)}`,
      );
    });
    return { url: given, source: 'DATABASE_URL', stop: async () => {} };
  }
  return startEmbedded(options);
}

async function startEmbedded({ dataDir, logFile, port, password, database, durable: keep }) {
  const account = await postgresAccount();
  const binaries = await postgresBinaries(account);
  const place = placeForData(dataDir, account);
  await createCluster({ place, binaries, account, password, keep });
  const settings = [...always, ...(keep ? durable : throwaway), `port=${port}`].flatMap((setting) => [
    '-c',
    setting,
  ]);
  const server = launch({
    name: 'Postgres',
    order: order.postgres,
    command: binaries.postgres,
    args: ['-D', place, ...settings],
    logFile,
    signal: 'SIGINT', // its "fast" shutdown: open connections are closed, committed work is on disk
    graceMs: 30_000,
    cwd: '/',
    ...account,
  });
  const url = (name) => `postgres://postgres:${password}@127.0.0.1:${port}/${name}`;
  await untilReady(server, () => withClient(url('postgres'), (client) => ensureDatabase(client, database)));
  return { url: url(database), source: `embedded Postgres 18, data in ${place}`, place, stop: server.stop };
}

async function ensureDatabase(client, database) {
  const { rowCount } = await client.query('SELECT 1 FROM pg_database WHERE datname = $1', [database]);
  if (rowCount === 0) await client.query(`CREATE DATABASE ${client.escapeIdentifier(database)}`);
}

async function withClient(url, work) {
  const { default: pg } = await import('pg'); // here, as it is not installed yet when this file is loaded
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  client.on('error', () => {});
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end().catch(() => {});
  }
}

const reasonOf = (error) => error.message || error.errors?.[0]?.message || error.code || String(error);

function withoutPassword(text) {
  try {
    const url = new URL(text);
    return `${url.hostname}:${url.port || 5432}${url.pathname}`;
  } catch {
    return 'DATABASE_URL';
  }
}
