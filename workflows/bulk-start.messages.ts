import { defineSearchAttributeKey, TypedSearchAttributes } from '@temporalio/common';
import { bulkWorkflowId, type BulkWorkflowInput } from './bulk.messages';
import { programTaskQueue, searchAttributeNames } from './program.messages';

/** What of an operation its workflow is started with. */
export interface OperationToStart {
  readonly id: string;
  readonly businessId: string;
  readonly action: string;
  readonly total: number;
}

/**
 * How the workflow of an operation is started, by the API and by whoever finds that it is not running. Starting one
 * that runs is no error and does nothing.
 */
export function bulkStartOptions({ id, businessId, action, total }: OperationToStart) {
  const args: [BulkWorkflowInput] = [{ operationId: id, businessId }];
  return {
    workflowId: bulkWorkflowId(id),
    taskQueue: programTaskQueue,
    args,
    workflowIdConflictPolicy: 'USE_EXISTING' as const,
    typedSearchAttributes: new TypedSearchAttributes([
      { key: defineSearchAttributeKey(searchAttributeNames.business, 'KEYWORD'), value: businessId },
    ]),
    staticSummary: `${action} ${total} programs`,
  };
}
