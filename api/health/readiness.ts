import { pendingMigrations } from '../../db/pending-migrations';
import type { ApiDependencies } from '../dependencies';

export type Check = 'ok' | 'down' | 'not_configured' | 'migrations_pending';

/** Ready: the database answers and is migrated. Degraded: ready, but without Redis or Temporal. */
export interface ReadinessReport {
  readonly status: 'ready' | 'degraded' | 'unready';
  readonly checks: { readonly database: Check; readonly redis: Check; readonly temporal: Check };
}

const patienceMs = 2_000;

/** Makes the readiness probe. */
export function createReadiness(deps: ApiDependencies): () => Promise<ReadinessReport> {
  const database = databaseCheck(deps);
  return async () => {
    const checks = {
      database: await within(database()),
      redis: deps.redis === null ? ('not_configured' as const) : await within(redisCheck(deps.redis)),
      temporal: await within(deps.temporal.isReachable().then((reachable) => (reachable ? 'ok' : 'down'))),
    };
    return { status: statusOf(checks), checks };
  };
}

function statusOf({ database, redis, temporal }: ReadinessReport['checks']): ReadinessReport['status'] {
  if (database !== 'ok') return 'unready';
  return redis === 'ok' && temporal === 'ok' ? 'ready' : 'degraded';
}

function databaseCheck({ knex }: ApiDependencies): () => Promise<Check> {
  // Once seen is enough: nothing takes migrations back while a process runs.
  let migrated = false;
  return async () => {
    if (migrated) {
      await knex.raw('SELECT 1');
      return 'ok';
    }
    migrated = (await pendingMigrations(knex)).length === 0;
    return migrated ? 'ok' : 'migrations_pending';
  };
}

async function redisCheck(redis: NonNullable<ApiDependencies['redis']>): Promise<Check> {
  await redis.ping();
  return 'ok';
}

/** A check that fails or does not answer in time says `down`. */
function within(check: Promise<Check>): Promise<Check> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Check>((resolve) => {
    timer = setTimeout(resolve, patienceMs, 'down');
  });
  return Promise.race([check.catch((): Check => 'down'), late]).finally(() => clearTimeout(timer));
}
