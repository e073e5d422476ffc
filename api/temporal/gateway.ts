import { Client, Connection, defaultGrpcRetryOptions, makeGrpcRetryInterceptor } from '@temporalio/client';
import type { Logger } from 'pino';
import type { ApiConfig } from '../config';
import type { TemporalGateway } from '../dependencies';
import { createProgramCommands } from './commands';
import { InFlight } from './in-flight';
import { createNudger } from './nudger';
import { createOperations } from './operations';

const probeTimeoutMs = 500;

/** Connects lazily: the API starts and serves while Temporal is away. */
export function createTemporalGateway(
  config: Pick<ApiConfig, 'temporalAddress' | 'temporalNamespace' | 'commandTimeoutMs'>,
  logger: Logger,
): TemporalGateway & { close(): Promise<void> } {
  const state = { closing: false };
  const connection = Connection.lazy({
    address: config.temporalAddress,
    connectTimeout: '2s',
    interceptors: [retriesUntil(() => state.closing)],
  });
  const client = new Client({ connection, namespace: config.temporalNamespace });
  const inFlight = new InFlight();
  const nudger = createNudger(client, inFlight, logger);
  return {
    commands: createProgramCommands(client, inFlight, config.commandTimeoutMs),
    nudger,
    operations: createOperations(client, inFlight, config.commandTimeoutMs),
    async isReachable() {
      try {
        await inFlight.run(() =>
          connection.withDeadline(Date.now() + probeTimeoutMs, () =>
            connection.workflowService.getSystemInfo({}),
          ),
        );
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      state.closing = true;
      nudger.stop();
      await inFlight.settled();
      await connection.close();
    },
  };
}

/** The SDK's own retries, until the process stops. */
function retriesUntil(closing: () => boolean) {
  const standard = defaultGrpcRetryOptions();
  return makeGrpcRetryInterceptor({
    ...standard,
    retryableDecider: (attempt, status) => !closing() && standard.retryableDecider(attempt, status),
  });
}
