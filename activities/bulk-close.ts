import { finishOperation } from '../db/operations/run-operation';
import { failOperation, requestCancellationOf } from '../db/operations/stop-operation';
import type { BulkProgress, BulkWorkflowInput } from '../workflows/bulk.messages';
import { reportOf } from './bulk-chunk';
import type { ActivityDependencies } from './dependencies';

/** How an operation is ended before its time. */
export interface CloseRequest extends BulkWorkflowInput {
  readonly how: 'cancel' | 'fail';
}

const couldNot =
  'The operation could not be carried through; nothing was changed. Send it again for this program.';

/** Makes `closeOperation`: what waits of an operation is marked as cancelled or failed. Harmless to repeat. */
export function createCloseOperation({ knex }: ActivityDependencies) {
  return async function closeOperation({ operationId, how }: CloseRequest): Promise<BulkProgress> {
    if (how === 'cancel') await requestCancellationOf(knex, operationId);
    else await failOperation(knex, operationId, couldNot);
    return reportOf(await finishOperation(knex, operationId)).progress;
  };
}
