import type { Client } from '@temporalio/client';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { EventPublisher } from '../activities/event-publisher';
import { forgetExpiredKeys } from '../db/idempotency';
import { forgetOldOperations } from '../db/operations/keep-operations';
import { watchClusterIdentity } from './cluster-identity';
import type { WorkerConfig } from './config';
import { startOperationSweeper } from './operations';
import { startRelay } from './relay';
import { repeat, type Repetition } from './repeat';
import { startRollUp } from './roll-up';
import { type SweeperSettings, startSweeper } from './sweeper';

export interface BackgroundSettings {
  readonly config: Pick<WorkerConfig, 'relayIntervalMs' | 'sweepIntervalMs' | 'overdueAfterMs'>;
  readonly knex: Knex;
  readonly client: Client;
  readonly publisher: EventPublisher;
  readonly logger: Logger;
  readonly mended?: SweeperSettings['mended'];
}

const hourMs = 60 * 60 * 1000;

/** Starts everything that a worker does beside running workflows; stopping waits for what is under way. */
export function startBackground(settings: BackgroundSettings): Repetition {
  const { config, knex, client, publisher, logger, mended } = settings;
  const tasks = [
    startRelay({ publisher, logger, intervalMs: config.relayIntervalMs }),
    startSweeper({
      knex,
      client,
      logger,
      intervalMs: config.sweepIntervalMs,
      overdueByMs: config.overdueAfterMs,
      ...(mended && { mended }),
    }),
    startOperationSweeper({
      knex,
      client,
      logger,
      intervalMs: config.sweepIntervalMs,
      untouchedForMs: config.overdueAfterMs,
    }),
    startRollUp({ knex, logger }),
    watchClusterIdentity({ knex, client, logger, intervalMs: config.sweepIntervalMs }),
    repeat({ name: 'forget old answers', intervalMs: hourMs, logger, run: () => forget(knex) }),
  ];
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()));
    },
  };
}

async function forget(knex: Knex): Promise<boolean> {
  await forgetExpiredKeys(knex);
  await forgetOldOperations(knex);
  return false;
}
