import { Client } from '@temporalio/client';
import { GracefulShutdownPeriodExpiredError } from '@temporalio/worker';
import pino from 'pino';
import { createActivities } from '../activities';
import { createEventPublisher } from '../activities/event-publisher';
import { connectDatabase } from '../db/connection';
import { watchParts } from '../db/part-metrics';
import type { StartedProgram } from '../workflows/program-start.messages';
import { startBackground } from './background';
import { readConfig, type WorkerConfig } from './config';
import { createMetrics, serveMetrics } from './metrics';
import { connectRedis } from './redis';
import { ensureSearchAttributes } from './search-attributes';
import { connectTemporal, createWorker, installRuntime } from './temporal';
import { waitFor } from './wait-for';
import { wakeProgram } from './wake-program';

/** Runs workflows, activities, relay and sweeper until it is told to stop. */
async function main(config: WorkerConfig): Promise<void> {
  const logger = pino({ level: config.logLevel, base: { process: 'worker' } });
  const stopping = stopOnSignal();
  installRuntime(config, logger);
  const knex = connectDatabase({ url: config.databaseUrl, poolSize: config.databasePoolSize });
  const metrics = createMetrics(knex);
  const metricsServer = await serveMetrics(metrics, config.metricsHost, config.metricsPort);
  const redis = config.redisUrl === null ? null : connectRedis(config.redisUrl);
  watchParts(metrics.registry, { knex, redis });
  if (redis === null) logger.warn('REDIS_URL is not set: events stay in the log');

  const waiting = { logger, signal: stopping };
  await waitFor('Postgres', () => knex.raw('SELECT 1 FROM worker_facts LIMIT 1'), waiting);
  const connection = await waitFor('Temporal', () => connectTemporal(config), waiting);
  await ensureSearchAttributes(connection, config.temporalNamespace, logger);
  const client = new Client({ connection, namespace: config.temporalNamespace });

  const { recorded, published, mended } = metrics;
  const publisher = createEventPublisher({
    knex,
    redis,
    logger,
    streamLength: config.streamLength,
    published,
  });
  const wake = (program: StartedProgram) => wakeProgram(client, program);
  const activities = createActivities({ knex, publisher, logger, now: Date.now, recorded, wake });
  const worker = await createWorker(config, connection, activities);
  const background = startBackground({ config, knex, client, publisher, logger, mended });
  stopping.throwIfAborted();
  stopping.addEventListener('abort', () => worker.shutdown(), { once: true });
  logger.info({ temporal: config.temporalAddress }, 'worker runs');

  // The order matters: nothing may lose the database while it still needs it.
  try {
    await worker.run();
  } catch (error) {
    if (!(error instanceof GracefulShutdownPeriodExpiredError)) throw error;
    logger.warn('some work did not end in time; it is repeated elsewhere');
  } finally {
    await background.stop();
    await connection.close();
    redis?.disconnect();
    await knex.destroy();
    metricsServer.close();
  }
  logger.info('worker stopped');
}

/** Aborts on the first SIGTERM or SIGINT. */
function stopOnSignal(): AbortSignal {
  const abort = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, () => abort.abort());
  return abort.signal;
}

function run(): Promise<void> {
  try {
    return main(readConfig(process.env));
  } catch (error) {
    return Promise.reject(error);
  }
}

run().then(
  () => process.exit(0),
  (error: Error) => {
    if (error.name === 'AbortError') process.exit(0);
    for (const line of error.message.split('\n')) process.stderr.write(`worker: ${line}\n`);
    process.exit(1);
  },
);
