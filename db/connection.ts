import type { Knex } from 'knex';
import knex from 'knex';
import { types } from 'pg';

/** How to reach Postgres. */
export interface DatabaseSettings {
  readonly url: string;
  /** Connections this process may hold. */
  readonly poolSize: number;
  /** Milliseconds after which Postgres gives up a statement. */
  readonly statementTimeoutMs?: number;
  /** Milliseconds after which a server that does not answer a new connection counts as gone. */
  readonly connectTimeoutMs?: number;
  /** See `plannedOnce`. */
  readonly plannedOnce?: boolean;
}

/**
 * Has Postgres plan a prepared statement once per connection, whatever its values. Left to itself it plans many of ours
 * anew each time, as a plan for known values looks cheaper to it; planning then takes several times as long as running.
 * For processes whose statements all find a few rows by their keys.
 */
export const plannedOnce = '-c plan_cache_mode=force_generic_plan';

const timestamptz = 1184;
const int8 = 20;

/** Reads `timestamptz` as epoch milliseconds, and `infinity` as `Infinity`: no Date objects in between. */
function instantFromText(text: string): number {
  return text === 'infinity' ? Number.POSITIVE_INFINITY : Date.parse(isoFromPostgres(text));
}

/** `2026-01-01 00:00:00.123+00` as Postgres prints it in UTC, in the form every engine parses. */
function isoFromPostgres(text: string): string {
  return `${text.slice(0, 10)}T${text.slice(11, -3)}Z`;
}

/** Reads `bigint` as a number and refuses what a number cannot hold exactly. */
function integerFromText(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new RangeError(`bigint ${text} is beyond exact integers`);
  return value;
}

types.setTypeParser(timestamptz, instantFromText);
types.setTypeParser(int8, integerFromText);

/** Knex writes to the console what callers get as errors anyway, and log themselves. */
const nothing = (): void => undefined;
const silent = { warn: nothing, error: nothing, debug: nothing, deprecate: nothing };

/** Opens a pool of connections. Every session runs in UTC, whatever the server's own zone. */
export function connectDatabase(settings: DatabaseSettings): Knex {
  return knex({
    client: 'pg',
    connection: {
      connectionString: settings.url,
      application_name: 'loyalty',
      statement_timeout: settings.statementTimeoutMs ?? 15_000,
      options: `-c TimeZone=UTC ${settings.plannedOnce === true ? plannedOnce : ''}`,
      keepAlive: true,
      // A host that answers nothing must not hold requests for as long as the network would.
      connectionTimeoutMillis: settings.connectTimeoutMs ?? 3_000,
    },
    pool: { min: 0, max: settings.poolSize },
    log: silent,
    acquireConnectionTimeout: 30_000,
  });
}
