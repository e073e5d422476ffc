import type Redis from 'ioredis';
import type { Knex } from 'knex';
import type { Transaction } from 'objection';
import type { Logger } from 'pino';
import {
  lockForPublishing,
  lockLongestWaiting,
  markPublished,
  unpublishedRevisions,
} from '../db/programs/unpublished-revisions';
import { appendToStream } from './event-stream';

/** Publishes what the log holds and the stream does not, in order per program, at least once. */
export interface EventPublisher {
  /** Publishes what waits of one program; does nothing if somebody else is at it. Returns how many. */
  publishProgram(programId: string): Promise<number>;
  /** Publishes the revisions that have waited longest, of many programs at once. Returns how many. */
  publishWaiting(): Promise<number>;
}

export interface EventPublisherSettings {
  readonly knex: Knex;
  /** Null: there is no stream; events wait in the log until there is one. */
  readonly redis: Redis | null;
  readonly logger: Logger;
  /** Entries the stream keeps, about. */
  readonly streamLength: number;
  /** Revisions per transaction, at most. */
  readonly batchSize?: number;
  /** Told how many were published; for metrics. */
  readonly published?: (count: number) => void;
}

const defaultBatchSize = 500;

/** Creates the one publisher of a process, shared by its activities and its relay. */
export function createEventPublisher(settings: EventPublisherSettings): EventPublisher {
  const { knex, redis, batchSize = defaultBatchSize } = settings;
  const health = streamHealth(settings.logger);

  async function publish(choose: (trx: Transaction) => Promise<string[]>): Promise<number> {
    if (redis === null) return 0;
    if (redis.status !== 'ready') return health.failed(`connection is ${redis.status}`);
    const outcome = await knex.transaction((trx) => publishChosen(trx, redis, choose));
    if (outcome instanceof Error) return health.failed(outcome.message);
    if (outcome === 0) return 0;
    health.worked();
    settings.published?.(outcome);
    return outcome;
  }

  async function publishChosen(
    trx: Transaction,
    stream: Redis,
    choose: (trx: Transaction) => Promise<string[]>,
  ): Promise<number | Error> {
    const programIds = await choose(trx);
    if (programIds.length === 0) return 0;
    const waiting = await unpublishedRevisions(trx, programIds, batchSize);
    if (waiting.length === 0) return 0;
    const failure = await appendToStream(stream, waiting, settings.streamLength);
    if (failure !== null) return failure;
    await markPublished(trx, waiting);
    return waiting.length;
  }

  return {
    // While the stream is away only the relay tries it: a workflow must not wait for what hangs.
    publishProgram: async (programId) =>
      health.away()
        ? 0
        : publish(async (trx) => ((await lockForPublishing(trx, programId)) ? [programId] : [])),
    publishWaiting: () => publish((trx) => lockLongestWaiting(trx, batchSize)),
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
