import type Redis from 'ioredis';
import type { Knex } from 'knex';
import type { Transaction } from 'objection';
import type { Logger } from 'pino';
import { inBatches } from '../db/in-batches';
import { lockForPublishing } from '../db/programs/unpublished-revisions';
import { customerLog, type EventLog, programLog } from './event-logs';
import { appendToStream } from './event-stream';

/** Publishes what the logs hold and the stream does not, in order per program or customer, at least once. */
export interface EventPublisher {
  /**
   * Publishes what waits of one program, together with the others that are asked for at the same time; leaves out those
   * that somebody else is at. Returns how many events that made.
   */
  publishProgram(programId: string): Promise<number>;
  /** Publishes what has waited longest, of many programs and customers at once. Returns how many events. */
  publishWaiting(): Promise<number>;
}

export interface EventPublisherSettings {
  readonly knex: Knex;
  /** Null: there is no stream; events wait in the log until there is one. */
  readonly redis: Redis | null;
  readonly logger: Logger;
  /** Entries the stream keeps, about. */
  readonly streamLength: number;
  /** Entries of a log per transaction, at most. */
  readonly batchSize?: number;
  /** Told how many were published; for metrics. */
  readonly published?: (count: number) => void;
}

const defaultBatchSize = 500;
const together = { most: 100, lanes: 1 };

/** Chooses and locks the subjects to publish. */
type Choice = (trx: Transaction) => Promise<string[]>;

/** Creates the one publisher of a process, shared by its activities and its relay. */
export function createEventPublisher(settings: EventPublisherSettings): EventPublisher {
  const { knex, redis, batchSize = defaultBatchSize } = settings;
  const health = streamHealth(settings.logger);

  async function publish(log: EventLog, choose: Choice): Promise<number> {
    if (redis === null) return 0;
    if (redis.status !== 'ready') return health.failed(`connection is ${redis.status}`);
    const outcome = await knex.transaction((trx) => publishChosen(trx, redis, log, choose));
    if (outcome instanceof Error) return health.failed(outcome.message);
    if (outcome === 0) return 0;
    health.worked();
    settings.published?.(outcome);
    return outcome;
  }

  async function publishChosen(
    trx: Transaction,
    stream: Redis,
    log: EventLog,
    choose: Choice,
  ): Promise<number | Error> {
    const subjectIds = await choose(trx);
    if (subjectIds.length === 0) return 0;
    const waiting = await log.read(trx, subjectIds, batchSize);
    if (waiting.events.length === 0) return 0;
    const failure = await appendToStream(stream, waiting.events, settings.streamLength);
    if (failure !== null) return failure;
    await waiting.markPublished();
    return waiting.events.length;
  }

  // Thousands of programs may start in the same second: a transaction for each would cost more than waking them.
  const publishTogether = inBatches<string, number>(together, async (programIds) => {
    const published = await publish(programLog, (trx) => lockForPublishing(trx, [...new Set(programIds)]));
    return programIds.map(() => published);
  });

  return {
    // While the stream is away only the relay tries it: a workflow must not wait for what hangs.
    publishProgram: async (programId) => (health.away() ? 0 : publishTogether(programId)),
    async publishWaiting() {
      let published = 0;
      for (const log of [programLog, customerLog]) {
        published += await publish(log, (trx) => log.lockLongestWaiting(trx, batchSize));
      }
      return published;
    },
  };
}

/** Remembers whether the stream is there, and says so once per change, however often publishing is tried. */
function streamHealth(logger: Logger) {
  let isAway = false;
  return {
    away: () => isAway,
    failed(problem: string): 0 {
      if (!isAway) logger.warn({ problem }, 'events wait: Redis does not take them');
      isAway = true;
      return 0;
    },
    worked() {
      if (isAway) logger.info('Redis takes events again');
      isAway = false;
    },
  };
}
