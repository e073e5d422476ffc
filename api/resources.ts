import { Redis } from 'ioredis';
import type { Logger } from 'pino';
import { connectDatabase } from '../db/connection';
import { Ledger } from '../db/ledger/ledger';
import type { ApiConfig } from './config';
import type { ApiDependencies } from './dependencies';
import { createTemporalGateway } from './temporal/gateway';

/** The dependencies of a running API, and how to let go of them. */
export interface Resources {
  readonly deps: ApiDependencies;
  close(): Promise<void>;
}

/** How long the last messages to workflows may take when the process stops. */
const drainMs = 2_000;

/** Opens what the API needs. Nothing is reached yet: each part connects when it is first used. */
export function openResources(config: ApiConfig, logger: Logger): Resources {
  const connect = (url: string) =>
    connectDatabase({ url, poolSize: config.databasePoolSize, plannedOnce: true });
  const knex = connect(config.databaseUrl);
  const replica = config.databaseReplicaUrl === null ? null : connect(config.databaseReplicaUrl);
  const redis = config.redisUrl === null ? null : openRedis(config.redisUrl, logger);
  const temporal = createTemporalGateway(config, logger);
  return {
    deps: { config, logger, knex, ledger: new Ledger(knex), replica, redis, temporal, now: Date.now },
    async close() {
      await temporal.nudger.drain(drainMs);
      await Promise.allSettled([temporal.close(), knex.destroy(), replica?.destroy()]);
      redis?.disconnect();
    },
  };
}

/** Redis is a helper here: what needs it fails at once while it is away, and goes on without. */
function openRedis(url: string, logger: Logger): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 1,
    commandTimeout: 500,
    retryStrategy: (attempt) => Math.min(attempt * 100, 2_000),
  });
  let away = false;
  redis.on('error', (error: Error) => {
    if (!away) logger.warn({ err: error }, 'Redis is away; going on without it');
    away = true;
  });
  redis.on('ready', () => {
    if (away) logger.info('Redis is back');
    away = false;
  });
  return redis;
}
