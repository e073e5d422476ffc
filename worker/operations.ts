import type { Client } from '@temporalio/client';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { inLanes } from '../activities/in-lanes';
import { exclusively } from '../db/exclusively';
import { neglectedOperations, type StartedOperation, touchOperation } from '../db/operations/keep-operations';
import { bulkWorkflowType } from '../workflows/bulk.messages';
import { bulkStartOptions } from '../workflows/bulk-start.messages';
import { repeat, type Repetition } from './repeat';

export interface OperationsSettings {
  readonly knex: Knex;
  readonly client: Pick<Client, 'workflow' | 'withDeadline'>;
  readonly logger: Logger;
  readonly intervalMs: number;
  /** An operation that no worker has touched for so long is taken for lost. */
  readonly untouchedForMs: number;
}

const perSweep = 20;
const startTimeoutMs = 5_000;

/**
 * Starts the workflows of running operations that nobody is at: the API died between storing one and starting it, the
 * workflow was terminated, or Temporal was restored empty. Starting one that runs does nothing.
 */
export function startOperationSweeper(settings: OperationsSettings): Repetition {
  const { knex, client, logger, intervalMs, untouchedForMs } = settings;

  async function start(operation: StartedOperation): Promise<void> {
    await client.withDeadline(Date.now() + startTimeoutMs, () =>
      client.workflow.start(bulkWorkflowType, bulkStartOptions(operation)),
    );
    await touchOperation(knex, operation.id);
    logger.info({ operationId: operation.id }, 'mended: operation started again');
  }

  return repeat({
    name: 'operation sweeper',
    intervalMs,
    logger,
    run: async (signal) => {
      await exclusively(knex, 'operations', async () => {
        await inLanes(2, await neglectedOperations(knex, untouchedForMs, perSweep), start, signal);
      });
      return false;
    },
  });
}
