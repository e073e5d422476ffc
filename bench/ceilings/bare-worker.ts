import { NativeConnection, Worker } from '@temporalio/worker';
import { bareTaskQueue } from './bare-task-queue';

const touched = new Map<string, number[]>();

const activities = {
  /** Notes the instant, under the name of a run. */
  async touch(run: string): Promise<number> {
    const instants = touched.get(run) ?? [];
    touched.set(run, instants);
    return instants.push(Date.now());
  },
};
export type BareActivities = typeof activities;

/** Runs the bare workflows in a process of its own, and tells over IPC when each activity ran. */
async function main(): Promise<void> {
  const connection = await NativeConnection.connect({ address: process.env.TEMPORAL_ADDRESS ?? '' });
  const worker = await Worker.create({
    connection,
    taskQueue: bareTaskQueue,
    workflowsPath: require.resolve('./bare-workflows'),
    activities,
  });
  process.on('message', (run: string) => process.send?.({ touchedAt: touched.get(run) ?? [] }));
  process.send?.('ready');
  await worker.run();
  await connection.close();
  process.disconnect?.();
}

if (require.main === module) void main();
