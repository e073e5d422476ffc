import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { programsToWake, recordWoken } from '../db/operations/programs-to-wake';
import type { BulkWorkflowInput } from '../workflows/bulk.messages';
import type { ActivityDependencies } from './dependencies';
import { inLanes } from './in-lanes';

const batchSize = 50;

/** Low: waking a workflow costs ten times what changing its program did, and nobody waits for it. */
const lanes = 4;

/**
 * Makes `wakePrograms`: starts or wakes the workflow of every program that an operation has changed, so that it sets
 * its timer anew and shows operators what is. Status is right without it, and the sweeper would do it some seconds
 * later; this does it at once.
 */
export function createWakePrograms({ knex, wake }: Pick<ActivityDependencies, 'knex' | 'wake'>) {
  return async function wakePrograms({ operationId }: BulkWorkflowInput): Promise<void> {
    if (wake === undefined) return;
    const signal = cancellationSignal();
    for (;;) {
      const batch = await programsToWake(knex, operationId, batchSize);
      if (batch.length === 0) return;
      const tell = async ({ position, program }: (typeof batch)[number]) => {
        await wake(program);
        await recordWoken(knex, operationId, position);
        heartbeat();
      };
      await inLanes(lanes, batch, tell, signal);
      signal.throwIfAborted();
    }
  };
}
