import {
  allHandlersFinished,
  CancellationScope,
  condition,
  isCancellation,
  log,
  setCurrentDetails,
  setHandler,
} from '@temporalio/workflow';
import { closing, waking, working } from './bulk-activities';
import { type BulkProgress, type BulkWorkflowInput, finishedUpdate, progressQuery } from './bulk.messages';

/**
 * One operation on many programs: works through them in chunks, each an activity, until every program has its result
 * in the database, then wakes the workflows of those that changed. Not the truth about anything: the rows of the
 * operation are, and each program is changed in a transaction of its own that also stores its result.
 */
export async function bulkWorkflow(input: BulkWorkflowInput): Promise<void> {
  let progress: BulkProgress = { status: null, total: 0, done: 0, succeeded: 0, failed: 0 };
  let finished = false;
  setHandler(progressQuery, () => progress);
  setHandler(finishedUpdate, async () => {
    await condition(() => finished);
    return progress;
  });

  /** Ends it before its time. Waits for the database, however long that takes: nobody else would do it. */
  const close = async (how: 'cancel' | 'fail') => {
    progress = await CancellationScope.nonCancellable(() => closing.closeOperation({ ...input, how }));
  };

  let failure: unknown = null;
  try {
    while (!finished) {
      const step = await working.runChunk(input);
      ({ progress, finished } = step);
      setCurrentDetails(detailsOf(progress));
    }
  } catch (error) {
    failure = error;
    log.warn('operation is closed before its time', { error: String(error) });
    await close(isCancellation(error) ? 'cancel' : 'fail');
    finished = true;
    setCurrentDetails(detailsOf(progress));
  }
  await CancellationScope.nonCancellable(async () => {
    // Whatever is not woken here, the sweeper wakes.
    await waking.wakePrograms(input).catch((error: unknown) => {
      log.warn('programs are left to the sweeper', { error: String(error) });
    });
    await condition(allHandlersFinished);
  });
  if (failure !== null) throw failure;
}

function detailsOf({ status, total, done, succeeded, failed }: BulkProgress): string {
  return `**${status ?? 'withdrawn'}**\n\n${done} of ${total} done: ${succeeded} succeeded, ${failed} failed`;
}
