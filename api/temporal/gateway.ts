import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import type { ApiConfig } from '../config';
import type { TemporalGateway } from '../dependencies';
import { createProgramCommands } from './commands';
import { createNudger } from './nudger';

const probeTimeoutMs = 500;

/** Connects lazily: the API starts and serves while Temporal is away. */
export function createTemporalGateway(
  config: Pick<ApiConfig, 'temporalAddress' | 'temporalNamespace' | 'commandTimeoutMs'>,
  logger: Logger,
): TemporalGateway & { close(): Promise<void> } {
  const connection = Connection.lazy({ address: config.temporalAddress, connectTimeout: '2s' });
  const client = new Client({ connection, namespace: config.temporalNamespace });
  const nudger = createNudger(client, logger);
  return {
    commands: createProgramCommands(client, config.commandTimeoutMs),
    nudger,
    async isReachable() {
      try {
        await connection.withDeadline(Date.now() + probeTimeoutMs, () =>
          connection.workflowService.getSystemInfo({}),
        );
        return true;
      } catch {
        return false;
      }
    },
    async close() {
      nudger.stop();
      await connection.close();
    },
  };
}
