import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { ProgramActivities } from '../activities';

/*
 * Local activities, by measurement: see docs/adr/0002-local-activities.md. Replacing `proxyLocalActivities` by
 * `proxyActivities` in the next line makes all of them remote; histories recorded before replay no more then.
 */
const proxy = proxyLocalActivities<ProgramActivities>;

/** Until the database answers: backing off, and leaving longer waits to a timer of the server. */
const patiently = { initialInterval: '200ms', backoffCoefficient: 2, maximumInterval: '30s' } as const;
const localRetryThreshold = '2s';

/** Commands give up after a minute: their sender has long been told to ask again. */
const { applyCommand } = proxy({
  startToCloseTimeout: '10s',
  scheduleToCloseTimeout: '1m',
  localRetryThreshold,
  retry: { ...patiently, maximumInterval: '5s' },
});

const { syncProgram } = proxy({ startToCloseTimeout: '10s', localRetryThreshold, retry: patiently });

export const activities = { applyCommand, syncProgram };

/** Publishing is tried once: the lifecycle does not wait for the stream, and the relay sees to the rest. */
export const publishing = proxy({ startToCloseTimeout: '5s', retry: { maximumAttempts: 1 } });

/**
 * Work through a program's customers, which may take long: remote, with a heartbeat that says how far it got, and
 * tried until it is done.
 */
export const { doTask } = proxyActivities<ProgramActivities>({
  startToCloseTimeout: '6h',
  heartbeatTimeout: '1m',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '5m' },
});
