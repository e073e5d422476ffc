import { ActivityCancellationType, proxyActivities } from '@temporalio/workflow';
import type { ProgramActivities } from '../activities';

/** Until the database answers. */
const patiently = { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' } as const;

/**
 * A chunk is remote, with a heartbeat for each program: a worker that dies is noticed in seconds, and whoever goes on
 * finds in the database what was done. After a day without getting through, the operation has failed.
 */
export const working = proxyActivities<Pick<ProgramActivities, 'runChunk'>>({
  startToCloseTimeout: '5m',
  heartbeatTimeout: '10s',
  scheduleToCloseTimeout: '24h',
  cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
  retry: patiently,
});

export const closing = proxyActivities<Pick<ProgramActivities, 'closeOperation'>>({
  startToCloseTimeout: '1m',
  retry: patiently,
});

/** The sweeper would wake what this does not, so it is not tried for ever. */
export const waking = proxyActivities<Pick<ProgramActivities, 'wakePrograms'>>({
  startToCloseTimeout: '10m',
  heartbeatTimeout: '30s',
  retry: { ...patiently, maximumAttempts: 10 },
});
