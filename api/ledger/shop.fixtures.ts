import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { Knex } from 'knex';
import { pino } from 'pino';
import { connectDatabase } from '../../db/connection';
import { Ledger } from '../../db/ledger/ledger';
import { BusinessModel } from '../../db/models/business-model';
import { insertProgram, lockProgram, saveProgram } from '../../db/programs/program-store';
import type { TenantContext } from '../../db/tenant';
import { createTestDatabase, type TestDatabase } from '../../db/test-database';
import { type CommandName, decide } from '../../domain/program/commands';
import { createdProgram, type Wish } from '../../test/support/programs';
import { buildApp } from '../app';
import { type ApiConfig, readConfig } from '../config';
import { close, createApiServer, listen } from '../server';
import { createTemporalGateway } from '../temporal/gateway';

/** What came back. */
export interface Answer {
  readonly status: number;
  // Tests reach into answers of every shape.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
  readonly headers: Headers;
}

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';
export type Send = (
  method: Method,
  path: string,
  body?: unknown,
  headers?: Record<string, string>,
) => Promise<Answer>;

/** One API process over a database, with a clock that tests move. */
interface Till {
  readonly send: Send;
  close(): Promise<void>;
}

/** A business with an API over a database of its own. */
export interface Shop extends Till {
  readonly database: TestDatabase;
  readonly tenant: TenantContext;
  readonly clock: { now: number };
  /** A second API process over the same database; without its primary it has only a replica. */
  openTill(options?: { primary: boolean }): Promise<Till>;
  /** Sends as another user, or as a user of another business. */
  as(who: { businessId?: string; userId?: string }): Promise<Send>;
  program(wish?: Wish): Promise<string>;
  command(programId: string, name: CommandName): Promise<void>;
  location(timezone?: string): Promise<string>;
  business(currency?: string): Promise<string>;
  /** A new customer, enrolled in these programs. */
  customer(...programIds: string[]): Promise<string>;
  /** Records a purchase of one line. */
  buy(customerId: string, unitPrice: number, more?: Record<string, unknown>): Promise<Answer>;
}

const secret = 'only for tests: not a secret of anybody';
export const basePath = '/api/v1/loyalty';

export async function openShop(settings: Partial<Record<string, string>> = {}): Promise<Shop> {
  const database = await createTestDatabase();
  const config = readConfig({
    DATABASE_URL: database.url,
    TEMPORAL_ADDRESS: process.env.TEST_TEMPORAL_ADDRESS,
    JWT_ISSUER: 'tests',
    JWT_HS256_SECRET: secret,
    LOG_LEVEL: 'silent',
    ...settings,
  });
  const clock = { now: Date.UTC(2026, 10, 22, 12) };
  const businessId = await insertBusiness(database.knex, 'USD');
  const tenant: TenantContext = { businessId, actor: 'user:owner' };
  const tills: (Till & { port: number })[] = [];
  const openTill = async ({ primary } = { primary: true }) => {
    const till = await startTill({ url: database.url, primary, config, clock, businessId });
    tills.push(till);
    return till;
  };
  const { port, send } = await openTill();
  return {
    database,
    tenant,
    clock,
    send,
    openTill,
    as: async (who) => sender(port, await tokenFor({ businessId, userId: 'owner', ...who })),
    async program(wish = {}) {
      const change = createdProgram({
        businessId,
        currency: 'USD',
        timezone: 'UTC',
        startsAt: clock.now - 1_000,
        at: clock.now,
        ...wish,
      });
      await insertProgram(database.knex, change);
      return change.program.id;
    },
    command: (programId, name) => command(database.knex, tenant, programId, name, clock.now),
    async location(timezone = 'UTC') {
      const id = randomUUID();
      await database.knex('locations').insert({ id, business_id: businessId, name: 'High Street', timezone });
      return id;
    },
    business: (currency = 'USD') => insertBusiness(database.knex, currency),
    async customer(...programIds) {
      const { body } = await send('POST', '/customers', { externalId: randomUUID() });
      for (const programId of programIds) {
        const enrolled = await send('POST', `/programs/${programId}/enrollments`, { customerId: body.id });
        if (enrolled.status !== 201) throw new Error(JSON.stringify(enrolled.body));
      }
      return body.id as string;
    },
    buy: (customerId, unitPrice, more = {}) =>
      send('POST', '/transactions', {
        externalId: randomUUID(),
        customerId,
        lines: [{ quantity: 1, unitPrice }],
        ...more,
      }),
    async close() {
      await Promise.all(tills.map((till) => till.close()));
      await database.drop();
    },
  };
}

async function insertBusiness(knex: Knex, currency: string): Promise<string> {
  const id = randomUUID();
  await BusinessModel.query(knex).insert({ id, name: 'Corner Coffee', timezone: 'UTC', currency });
  return id;
}

/** Nobody listens there. */
const nowhere = 'postgres://127.0.0.1:1/none';

async function startTill(setting: {
  url: string;
  primary: boolean;
  config: ApiConfig;
  clock: { now: number };
  businessId: string;
}) {
  const { url, primary, config, clock, businessId } = setting;
  const knex = connectDatabase({ url: primary ? url : nowhere, poolSize: 10 });
  const replica = primary ? null : connectDatabase({ url, poolSize: 10 });
  const logger = pino({ level: 'silent' });
  const temporal = createTemporalGateway(config, logger);
  const ledger = new Ledger(knex);
  const now = () => clock.now;
  const server = createApiServer(
    buildApp({ config, logger, knex, ledger, replica, redis: null, temporal, now }),
  );
  const { port } = await listen(server, 0, '127.0.0.1');
  return {
    port,
    send: sender(port, await tokenFor({ businessId, userId: 'owner' })),
    async close() {
      await close(server);
      await temporal.close();
      await Promise.all([knex.destroy(), replica?.destroy()]);
    },
  };
}

function sender(port: number, token: string): Send {
  return async (method, path, body, headers = {}) => {
    const response = await fetch(`http://127.0.0.1:${port}${basePath}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: response.headers,
    };
  };
}

function tokenFor({ businessId, userId }: { businessId: string; userId: string }): Promise<string> {
  return new SignJWT({ business_id: businessId, scope: 'loyalty:read loyalty:write' })
    .setProtectedHeader({ alg: 'HS256' })
    .setSubject(userId)
    .setIssuer('tests')
    .setAudience('loyalty-api')
    .setIssuedAt()
    .setExpirationTime('10y')
    .sign(new TextEncoder().encode(secret));
}

/** What the program's workflow does with a command. */
async function command(
  knex: Knex,
  tenant: TenantContext,
  programId: string,
  name: CommandName,
  at: number,
): Promise<void> {
  await knex.transaction(async (trx) => {
    const program = await lockProgram(trx, tenant, programId);
    if (program === null) throw new Error('no such program');
    const { change } = decide(program, { name, actor: tenant.actor, commandId: randomUUID(), at });
    await saveProgram(trx, change);
  });
}
