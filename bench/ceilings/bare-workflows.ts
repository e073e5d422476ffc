import {
  condition,
  defineSignal,
  defineUpdate,
  proxyLocalActivities,
  setHandler,
  sleep,
} from '@temporalio/workflow';
import type { BareActivities } from './bare-worker';

/*
 * The ceiling of everything in Temporal: the least workflow that does the same kind of thing as a program's, with one
 * trivial activity of the same kind (local).
 */

const { touch } = proxyLocalActivities<BareActivities>({ startToCloseTimeout: '10s' });

export const touchUpdate = defineUpdate<number>('touch');
export const finishSignal = defineSignal('finish');

/** Sleeps until `at` (epoch ms), then runs one activity. */
export async function bareAlarm(at: number, run: string): Promise<void> {
  await sleep(Math.max(1, at - Date.now()));
  await touch(run);
}

/** Answers updates, each by one activity, until it is told to finish. */
export async function bareEntity(): Promise<void> {
  let finished = false;
  setHandler(touchUpdate, () => touch('updates'));
  setHandler(finishSignal, () => {
    finished = true;
  });
  await condition(() => finished);
}
