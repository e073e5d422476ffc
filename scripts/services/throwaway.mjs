import { randomBytes } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchOver } from '../support/guard-client.mjs';
import { freePorts } from '../support/ports.mjs';
import { startPostgres } from './postgres.mjs';
import { startRedis } from './redis.mjs';
import { startTemporal } from './temporal.mjs';

/**
 * Postgres, Redis and Temporal of this run's own, on free ports, with data that `cleanUp()` removes after they were stopped.
 * Settings such as DATABASE_URL are ignored: tests and benchmarks never touch data that someone keeps.
 * @param options durable (as `npm start` has it; without, no write is forced to disk and Temporal is in memory)
 * @returns {Promise<{ postgres, redis, temporal, dir: string, cleanUp: () => void }>}
 */
export async function startThrowaway({ durable }) {
  const dir = mkdtempSync(join(tmpdir(), 'loyalty-'));
  chmodSync(dir, 0o711); // the account of Postgres passes through
  watchOver.removeLater(dir);
  const [pgPort, redisPort, temporalPort] = await freePorts(3);
  const common = { durable, ignoreGiven: true };
  const [postgres, redis, temporal] = await Promise.all([
    startPostgres({
      ...common,
      dataDir: join(dir, 'postgres'),
      logFile: join(dir, 'postgres.log'),
      port: pgPort,
      password: randomBytes(12).toString('hex'),
      database: 'loyalty',
    }),
    startRedis({ ...common, dir: join(dir, 'redis'), logFile: join(dir, 'redis.log'), port: redisPort }),
    startTemporal({
      ignoreGiven: true,
      logFile: join(dir, 'temporal.log'),
      port: temporalPort,
      ...(durable && { dbFile: join(dir, 'temporal.db') }),
    }),
  ]);
  const directories = [dir, postgres.place];
  watchOver.removeLater(postgres.place);
  const cleanUp = () =>
    directories.forEach((directory) => rmSync(directory, { recursive: true, force: true }));
  return { postgres, redis, temporal, dir, cleanUp };
}
