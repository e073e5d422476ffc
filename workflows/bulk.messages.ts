import { defineQuery, defineUpdate } from '@temporalio/workflow';

/** The contract between the workflow of an operation on many programs and everyone who talks to it. Plain JSON only. */

/** Name under which the workflow is registered. */
export const bulkWorkflowType = 'bulkWorkflow';

const idPrefix = 'bulk-';

/** Workflow id of an operation. */
export function bulkWorkflowId(operationId: string): string {
  return idPrefix + operationId;
}

/** Inverse of `bulkWorkflowId`; null for the id of another kind of workflow. */
export function operationIdOfWorkflow(workflowId: string): string | null {
  return workflowId.startsWith(idPrefix) ? workflowId.slice(idPrefix.length) : null;
}

/** What the workflow is started with: everything else is in the database. */
export interface BulkWorkflowInput {
  readonly operationId: string;
  readonly businessId: string;
}

/** How far it has got. `status` null: no worker has taken it up yet, or it was withdrawn. */
export interface BulkProgress {
  readonly status: string | null;
  readonly total: number;
  readonly done: number;
  readonly succeeded: number;
  readonly failed: number;
}

export const progressQuery = defineQuery<BulkProgress>('progress');

/** Answers once every program has its result; waking their workflows goes on after that. */
export const finishedUpdate = defineUpdate<BulkProgress>('finished');
