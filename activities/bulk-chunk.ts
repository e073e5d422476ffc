import { activityInfo, cancellationSignal, heartbeat } from '@temporalio/activity';
import { finishOperation, takeUpOperation, waitingPositions } from '../db/operations/run-operation';
import type { Operation } from '../db/operations/operation';
import { isDatabaseUnavailable } from '../db/unavailable';
import type { BulkProgress, BulkWorkflowInput } from '../workflows/bulk.messages';
import { applyItem, giveUpItem } from './bulk-item';
import type { ActivityDependencies } from './dependencies';
import { inLanes } from './in-lanes';

/** What a chunk did, and whether it was the last. */
export interface ChunkReport {
  readonly progress: BulkProgress;
  readonly finished: boolean;
}

/** Programs per activity: few enough that a cancellation is prompt, and progress is seen. */
const chunkSize = 50;

/** Programs changed at the same time; each is a transaction, and most of its time is spent on the way to Postgres. */
const lanes = 4;

/** Well within the heartbeat timeout, also while a program is locked by somebody else. */
const heartbeatMs = 2_000;

/** A program that fails so often for reasons of its own does not hold up the others for ever. */
const mostAttempts = 3;

/**
 * Makes `runChunk`: takes an operation up or goes on with it, and gives some programs that wait their results. What
 * was done stays done: an item's result is stored with its program, so a repetition goes on where the last one died.
 */
export function createRunChunk(dependencies: ActivityDependencies) {
  const { knex } = dependencies;

  return async function runChunk({ operationId }: BulkWorkflowInput): Promise<ChunkReport> {
    const operation = await takeUpOperation(knex, operationId);
    if (operation === null) return withdrawn;
    const beat = setInterval(() => heartbeat(), heartbeatMs);
    try {
      if (operation.status === 'RUNNING') await work(operation);
    } finally {
      clearInterval(beat);
    }
    return reportOf(await finishOperation(knex, operationId));
  };

  async function work(operation: Operation): Promise<void> {
    const positions = await waitingPositions(knex, operation.id, chunkSize);
    const signal = cancellationSignal();
    await inLanes(lanes, positions, (position) => settleItem(operation, position), signal);
    signal.throwIfAborted();
  }

  async function settleItem(operation: Operation, position: number): Promise<void> {
    try {
      const revisions = await applyItem(dependencies, operation, position);
      for (const { revision, at } of revisions) dependencies.recorded?.(revision, at);
    } catch (error) {
      if (isDatabaseUnavailable(error) || activityInfo().attempt < mostAttempts) throw error;
      dependencies.logger.error({ err: error, operationId: operation.id, position }, 'a program is given up');
      await giveUpItem(knex, operation, position);
    }
  }
}

const withdrawn: ChunkReport = {
  progress: { status: null, total: 0, done: 0, succeeded: 0, failed: 0 },
  finished: true,
};

/** What the workflow is told of an operation; null: it was withdrawn. */
export function reportOf(operation: Operation | null): ChunkReport {
  if (operation === null) return withdrawn;
  const { status, progress } = operation;
  return { progress: { status, ...progress }, finished: status !== 'RUNNING' };
}
