import { readFile } from 'node:fs/promises';
import { DefaultLogger, NativeConnection, Runtime, Worker, type LogLevel } from '@temporalio/worker';
import type { Logger } from 'pino';
import type { ProgramActivities } from '../activities';
import { programTaskQueue } from '../workflows/program.messages';
import { bundlePath } from './bundle';
import type { WorkerConfig } from './config';

/** Prepares the SDK of this process: its metrics, its log lines in ours, and no signal handlers of its own. */
export function installRuntime(config: WorkerConfig, logger: Logger): void {
  Runtime.install({
    logger: new DefaultLogger('INFO', ({ level, message, meta }) =>
      logger[pinoLevel[level]]({ sdk: meta }, message),
    ),
    telemetryOptions: {
      metrics: { prometheus: { bindAddress: `${config.metricsHost}:${config.temporalMetricsPort}` } },
    },
    shutdownSignals: [],
  });
}

const pinoLevel = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warn',
  ERROR: 'error',
} as const satisfies Record<LogLevel, string>;

/** Connects; rejects when nobody answers or the namespace does not exist. */
export async function connectTemporal(config: WorkerConfig): Promise<NativeConnection> {
  const connection = await NativeConnection.connect({ address: config.temporalAddress });
  try {
    await connection.workflowService.describeNamespace({ namespace: config.temporalNamespace });
    return connection;
  } catch (error) {
    await connection.close();
    throw error;
  }
}

/** A worker for program workflows, on the bundle that the build made. It stops within 30 seconds, come what may. */
export async function createWorker(
  config: WorkerConfig,
  connection: NativeConnection,
  activities: ProgramActivities,
): Promise<Worker> {
  return Worker.create({
    connection,
    namespace: config.temporalNamespace,
    taskQueue: programTaskQueue,
    workflowBundle: { code: await readFile(bundlePath, 'utf8') },
    activities,
    ...(config.maxCachedWorkflows === null ? {} : { maxCachedWorkflows: config.maxCachedWorkflows }),
    shutdownGraceTime: '20s',
    shutdownForceTime: '30s',
  });
}
