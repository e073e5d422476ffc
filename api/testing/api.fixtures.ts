import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { connectDatabase } from '../../db/connection';
import { Ledger } from '../../db/ledger/ledger';
import { insertProgram, lockProgram, saveProgram } from '../../db/programs/program-store';
import { createTestDatabase } from '../../db/test-database';
import { type CommandName, decide } from '../../domain/program/commands';
import { createdProgram, noon, type Wish } from '../../test/support/programs';
import { buildApp } from '../app';
import { readConfig } from '../config';
import { close, createApiServer, listen } from '../server';
import { createTemporalGateway } from '../temporal/gateway';
import { type Answer, type Asked, createClient } from './client.fixtures';
import { tokenFor } from './token.fixtures';

/** What a test wants to differ from an API over an empty database, without Redis, replica and Temporal. */
export interface Wanted {
  readonly env?: Readonly<Record<string, string>>;
  readonly redisUrl?: string;
  /** Where the API looks for the primary and the replica, instead of the test's database. */
  readonly primaryUrl?: string;
  readonly replicaUrl?: string;
  /** Shares the database of another API of the same test. */
  readonly beside?: Pick<TestApi, 'knex' | 'databaseUrl' | 'businessId' | 'clock'>;
}

/** A running API with a client whose every answer is held against /openapi.json. */
export interface TestApi {
  readonly url: string;
  readonly businessId: string;
  readonly knex: Knex;
  readonly databaseUrl: string;
  /** The clock of the API. It stands still; tests move it. */
  readonly clock: { now: number };
  send(asked: Asked): Promise<Answer>;
  /** A program of the test's business, or of another, stored as the product stores it. */
  program(wish?: Wish): Promise<string>;
  /** Does to a program what its workflow would do on a command. */
  command(programId: string, name: CommandName): Promise<void>;
  business(): Promise<string>;
  location(businessId?: string): Promise<string>;
  close(): Promise<void>;
}

/** An address at which nobody listens. */
export const nobody = '127.0.0.1:1';

/** Starts an API on a free port. */
export async function startApi(wanted: Wanted = {}): Promise<TestApi> {
  const { beside } = wanted;
  const database = beside === undefined ? await createTestDatabase() : null;
  const databaseUrl = beside?.databaseUrl ?? database?.url ?? '';
  const store = beside?.knex ?? database?.knex ?? raise();
  const clock = beside?.clock ?? { now: noon };
  const businessId = beside?.businessId ?? (await insertBusiness(store));
  const running = await listenOn({ ...wanted, primaryUrl: wanted.primaryUrl ?? databaseUrl }, clock);
  const token = await tokenFor({ businessId, now: clock.now });
  return {
    url: running.url,
    businessId,
    knex: store,
    databaseUrl,
    clock,
    send: createClient(running.url, token),
    async program(wish = {}) {
      const change = createdProgram({ businessId, at: clock.now, ...wish });
      await insertProgram(store, change);
      return change.program.id;
    },
    command: (programId, name) => command(store, programId, name, clock.now),
    business: () => insertBusiness(store),
    async location(owner = businessId) {
      const id = randomUUID();
      await store('locations').insert({ id, business_id: owner, name: 'High Street', timezone: 'UTC' });
      return id;
    },
    async close() {
      await running.close();
      await database?.drop();
    },
  };
}

async function listenOn(wanted: Wanted & { primaryUrl: string }, clock: { now: number }) {
  const config = readConfig({
    DATABASE_URL: wanted.primaryUrl,
    TEMPORAL_ADDRESS: nobody,
    COMMAND_TIMEOUT_MS: '400',
    JWT_ISSUER: 'tests',
    JWT_HS256_SECRET: 'only for tests: not a secret of anybody',
    RATE_LIMIT_PER_MINUTE: '0',
    LOG_LEVEL: 'silent',
    ...wanted.env,
  });
  const logger = pino({ level: 'silent' });
  const knex = connectDatabase({ url: wanted.primaryUrl, poolSize: 10 });
  const replica =
    wanted.replicaUrl === undefined ? null : connectDatabase({ url: wanted.replicaUrl, poolSize: 2 });
  const redis = wanted.redisUrl === undefined ? null : new Redis(wanted.redisUrl, redisOptions);
  redis?.on('error', () => undefined);
  const temporal = createTemporalGateway(config, logger);
  const deps = {
    config,
    logger,
    knex,
    ledger: new Ledger(knex),
    replica,
    redis,
    temporal,
    now: () => clock.now,
  };
  const server = createApiServer(buildApp(deps));
  const { port } = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    async close() {
      await close(server);
      server.closeAllConnections();
      await temporal.close();
      await Promise.all([knex.destroy(), replica?.destroy()]);
      redis?.disconnect();
    },
  };
}

const redisOptions = { enableOfflineQueue: false, maxRetriesPerRequest: 1, commandTimeout: 500 };

async function insertBusiness(knex: Knex): Promise<string> {
  const id = randomUUID();
  await knex('businesses').insert({ id, name: 'Corner Coffee', timezone: 'Europe/London', currency: 'USD' });
  return id;
}

async function command(knex: Knex, programId: string, name: CommandName, at: number): Promise<void> {
  const { business_id: businessId } = await knex('loyalty_programs')
    .where({ id: programId })
    .first('business_id');
  await knex.transaction(async (trx) => {
    const tenant = { businessId, actor: 'user:owner' as const };
    const program = (await lockProgram(trx, tenant, programId)) ?? raise();
    const { change } = decide(program, { name, actor: tenant.actor, commandId: randomUUID(), at });
    await saveProgram(trx, change);
  });
}

function raise(): never {
  throw new Error('a test asked for what is not there');
}
