import type { Client } from '@temporalio/client';
import { bulkWorkflowId, bulkWorkflowType, finishedUpdate } from '../../workflows/bulk.messages';
import { bulkStartOptions, type OperationToStart } from '../../workflows/bulk-start.messages';
import type { InFlight } from './in-flight';

/** Starts and waits for operations on many programs. What became of them is in the database. */
export interface Operations {
  /** Starts the workflow of an operation, or finds it running. Rejects when Temporal does not say so in time. */
  start(operation: OperationToStart): Promise<void>;
  /** Resolves when the operation has finished, when `timeoutMs` have passed, or when Temporal cannot say. */
  untilFinished(operationId: string, timeoutMs: number): Promise<void>;
}

/** Operations through `client`, each start answered within `timeoutMs`. */
export function createOperations(client: Client, inFlight: InFlight, timeoutMs: number): Operations {
  return {
    async start(operation) {
      await inFlight.run(() =>
        client.withDeadline(Date.now() + timeoutMs, () =>
          client.workflow.start(bulkWorkflowType, bulkStartOptions(operation)),
        ),
      );
    },
    async untilFinished(operationId, waitMs) {
      if (waitMs <= 0) return;
      const handle = client.workflow.getHandle(bulkWorkflowId(operationId));
      const wait = () => client.withDeadline(Date.now() + waitMs, () => handle.executeUpdate(finishedUpdate));
      // One that ended before it was asked refuses the question: whoever asked looks into the database either way.
      await inFlight.run(wait).catch(() => undefined);
    },
  };
}
