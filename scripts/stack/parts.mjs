import { join } from 'node:path';
import { ensureBuilt } from '../support/build.mjs';
import { say, step, warn } from '../support/report.mjs';
import { startPostgres } from '../services/postgres.mjs';
import { startRedis } from '../services/redis.mjs';
import { startTemporal } from '../services/temporal.mjs';

const started = (name, part) => {
  say(
    'part',
    { name, source: part.source, address: part.address ?? part.url?.replace(/\/\/.*@/, '//') },
    undefined,
  );
  return `${name}: ${part.source}`;
};

const part = (name, why, work) => step(`starting ${name}`, why, work, (result) => started(name, result));

/** Builds, and meanwhile starts Postgres, Redis and Temporal with data that is kept. The first failure ends it. */
export async function startParts({ dataDir, ports, secrets }) {
  const log = (name) => join(dataDir, 'logs', `${name}.log`);
  const [postgres, redis, temporal] = await Promise.all([
    part('Postgres', 'the first start prepares its data folder', () =>
      startPostgres({
        dataDir: join(dataDir, 'postgres'),
        logFile: log('postgres'),
        port: ports.postgres,
        password: secrets.postgresPassword,
        database: 'loyalty',
        durable: true,
      }),
    ),
    part('Redis', 'it reads its data', () =>
      startRedis({ dir: join(dataDir, 'redis'), logFile: log('redis'), port: ports.redis, durable: true }),
    ),
    part('Temporal', 'it creates or reads its database', () =>
      startTemporal({
        logFile: log('temporal'),
        port: ports.temporal,
        uiPort: ports.temporalUi,
        dbFile: join(dataDir, 'temporal.db'),
      }),
    ),
    ensureBuilt(),
  ]);
  if (!redis.url)
    warn(
      'there is no Redis: no cache, rate limits count per process, and events wait in Postgres; install redis-server or set REDIS_URL',
    );
  return { postgres, redis, temporal };
}
