import { randomUUID } from 'node:crypto';
import { Redis } from 'ioredis';
import type { Knex } from 'knex';
import pino from 'pino';
import { createActivities, type ProgramActivities } from '../../activities';
import { createEventPublisher, type EventPublisher } from '../../activities/event-publisher';
import { eventStream } from '../../activities/event-stream';
import { insertProgram, lockProgram, saveProgram } from '../../db/programs/program-store';
import { createTestDatabase } from '../../db/test-database';
import { editProgram } from '../../domain/program/create';
import type { ProgramEvent } from '../../domain/program/event';
import type { Instant, Program, ProgramDefinition } from '../../domain/program/program';
import { connectRedis } from '../../worker/redis';
import { createdProgram, definitionOf, type Wish } from './programs';

export const silent = pino({ level: 'silent' });

/** One row of a program's log, as tests compare it. */
export interface Entry {
  readonly number: number;
  readonly kind: string;
  readonly actor: string;
  readonly occurred_at: Instant;
}

/** The parts around a program's workflow, on real Postgres and Redis, with what the API does to the row. */
export interface ControlPlane {
  readonly businessId: string;
  readonly knex: Knex;
  readonly databaseUrl: string;
  readonly redis: Redis;
  readonly publisher: EventPublisher;
  readonly activities: ProgramActivities;
  create(wish?: Wish): Promise<Program>;
  edit(program: Program, differing: Partial<ProgramDefinition>, at: Instant): Promise<Program>;
  row(programId: string): Promise<Record<string, unknown>>;
  log(programId: string): Promise<Entry[]>;
  /** Kinds of the log, in order. */
  kinds(programId: string): Promise<string[]>;
  /** The program's events in the stream, in the stream's order, repetitions included. */
  events(programId: string): Promise<ProgramEvent[]>;
  close(): Promise<void>;
}

/** @param redisUrl another Redis than the one shared by all tests. */
export async function createControlPlane(redisUrl = process.env.TEST_REDIS_URL): Promise<ControlPlane> {
  if (!redisUrl) throw new Error('TEST_REDIS_URL is not set: run the tests by `npm test -- <path>`');
  const database = await createTestDatabase();
  const { knex } = database;
  const redis = connectRedis(redisUrl);
  // The stream is shared by all tests, and long: each reads from where it was when the test began.
  const reader = new Redis(redisUrl, { enableOfflineQueue: true, maxRetriesPerRequest: null });
  reader.on('error', () => undefined);
  const [latest] = await reader.xrevrange(eventStream, '+', '-', 'COUNT', 1);
  const after = latest === undefined ? '-' : `(${latest[0]}`;
  const publisher = createEventPublisher({ knex, redis, logger: silent, streamLength: 1_000_000 });
  const activities = createActivities({ knex, publisher, logger: silent, now: Date.now });
  const businessId = randomUUID();
  const business = { id: businessId, name: 'Café', timezone: 'Europe/Berlin', currency: 'EUR' };
  await knex('businesses').insert(business);
  const log = (programId: string): Promise<Entry[]> =>
    knex('program_revisions')
      .where({ program_id: programId })
      .orderBy('number')
      .select('number', 'kind', 'actor', 'occurred_at');

  return {
    businessId,
    knex,
    databaseUrl: database.url,
    redis,
    publisher,
    activities,
    async create(wish = {}) {
      const change = createdProgram({ businessId, at: Date.now(), ...wish });
      await insertProgram(knex, change);
      return change.program;
    },
    edit: (program, differing, at) =>
      knex.transaction(async (trx) => {
        const stored = await lockProgram(trx, { businessId, actor: 'user:owner' }, program.id);
        if (stored === null) throw new Error('no such program');
        const editing = { actor: 'user:owner', commandId: null, at } as const;
        const change = editProgram(stored, definitionOf(differing), editing);
        await saveProgram(trx, change);
        return change.program;
      }),
    row: (programId) => knex('loyalty_programs').where({ id: programId }).first(),
    log,
    kinds: async (programId) => (await log(programId)).map(({ kind }) => kind),
    async events(programId) {
      const entries = await reader.xrange(eventStream, after, '+');
      return entries
        .map(([, fields]) => JSON.parse(fields[1] ?? '') as ProgramEvent)
        .filter(({ payload }) => payload.programId === programId);
    },
    async close() {
      redis.disconnect();
      reader.disconnect();
      await database.drop();
    },
  };
}
