import type { Server } from 'node:http';
import closeWithGrace from 'close-with-grace';
import { type Logger, pino } from 'pino';
import { watchParts } from '../db/part-metrics';
import { buildApp } from './app';
import { type ApiConfig, ConfigError, readConfig } from './config';
import { createMetrics, createMetricsServer } from './metrics';
import { openResources } from './resources';
import { close, createApiServer, listen } from './server';

/** Longest wait for accepted requests when the process is asked to stop. */
const graceMs = 25_000;

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const logger = createLogger(config);
  if (config.cursorKeyIsRandom) {
    logger.warn(
      'CURSOR_SECRET is not set: list cursors die with this process and are not shared with others',
    );
  }
  const metrics = createMetrics({ ofProcess: true });
  const resources = openResources(config, logger);
  watchParts(metrics.registry, resources.deps);
  const api = createApiServer(buildApp(resources.deps, metrics));
  const metricsServer = createMetricsServer(metrics.registry);
  await Promise.all([
    listenOrName(api, 'API_PORT', config.port, config.host),
    listenOrName(metricsServer, 'METRICS_PORT', config.metricsPort, config.host),
  ]);
  logger.info({ host: config.host, port: config.port, metricsPort: config.metricsPort }, 'API listens');
  closeWithGrace({ delay: graceMs, logger: false }, async ({ err, signal }) => {
    if (err) logger.fatal({ err }, 'stopping after a failure');
    else logger.info({ signal }, 'stopping');
    await close(api);
    await close(metricsServer);
    await resources.close();
    logger.flush();
  });
}

function createLogger(config: ApiConfig): Logger {
  const destination = pino.destination({ sync: false, minLength: 4_096 });
  setInterval(() => destination.flush(), 1_000).unref();
  return pino({ name: 'api', level: config.logLevel }, destination);
}

async function listenOrName(server: Server, variable: string, port: number, host: string): Promise<void> {
  try {
    await listen(server, port, host);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const why = code === 'EADDRINUSE' ? `port ${port} is in use` : message;
    throw new ConfigError([`${variable}: ${why}`]);
  }
}

main().catch((error: Error) => {
  const lines = error instanceof ConfigError ? error.lines : [error.stack ?? error.message];
  for (const line of lines) process.stderr.write(`api: ${line}\n`);
  process.exit(1);
});
