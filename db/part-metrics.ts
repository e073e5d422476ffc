import type { Knex } from 'knex';
import { Gauge, type Registry } from 'prom-client';

/** What a process depends on and keeps connections to. */
export interface WatchedParts {
  readonly knex: Knex;
  /** Null: the process runs without Redis, and there is nothing to watch. */
  readonly redis: { readonly status: string } | null;
}

/** The pool of connections, as far as figures need it. */
interface Pool {
  readonly max: number;
  numUsed(): number;
  numFree(): number;
  numPendingAcquires(): number;
}

/** Adds figures about the database's pool and the connection to Redis, read when somebody asks. */
export function watchParts(register: Registry, { knex, redis }: WatchedParts): void {
  const connections = new Gauge({
    name: 'loyalty_database_connections',
    help: 'Connections to Postgres: used, free, and at most (limit); waiting: work that waits for one',
    labelNames: ['state'],
    registers: [],
    collect() {
      const pool: Pool = knex.client.pool;
      this.set({ state: 'used' }, pool.numUsed());
      this.set({ state: 'free' }, pool.numFree());
      this.set({ state: 'waiting' }, pool.numPendingAcquires());
      this.set({ state: 'limit' }, pool.max);
    },
  });
  register.registerMetric(connections);
  if (redis !== null) register.registerMetric(redisGauge(redis));
}

function redisGauge(redis: { readonly status: string }): Gauge {
  return new Gauge({
    name: 'loyalty_redis_up',
    help: '1 while the connection to Redis is ready, otherwise 0',
    registers: [],
    collect() {
      this.set(redis.status === 'ready' ? 1 : 0);
    },
  });
}
