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
  const report = reporter(settings.logger);

  async function publish(choose: (trx: Transaction) => Promise<string[]>): Promise<number> {
    if (redis === null) return 0;
    if (redis.status !== 'ready') return report(`connection is ${redis.status}`);
    const outcome = await knex.transaction((trx) => publishChosen(trx, redis, choose));
    if (outcome instanceof Error) return report(outcome.message);
    report(null);
    if (outcome > 0) settings.published?.(outcome);
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
    publishProgram: (programId) =>
      publish(async (trx) => ((await lockForPublishing(trx, programId)) ? [programId] : [])),
    publishWaiting: () => publish((trx) => lockLongestWaiting(trx, batchSize)),
  };
}

/** Says once that the stream is away, and once that it is back, however often publishing is tried. */
function reporter(logger: Logger): (problem: string | null) => 0 {
  let away = false;
  return (problem) => {
    if (problem !== null && !away) logger.warn({ problem }, 'events wait: Redis is not available');
    if (problem === null && away) logger.info('Redis is available: waiting events are published');
    away = problem !== null;
    return 0;
  };
}
