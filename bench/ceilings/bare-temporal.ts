import { Connection, Client } from '@temporalio/client';
import { askChild } from '../stack/ask-child';
import { startChild } from '../stack/child';
import { bareTaskQueue } from './bare-task-queue';

/** A bare worker and a client for it. */
export interface BareTemporal {
  readonly client: Client;
  readonly taskQueue: string;
  /** The instants (epoch ms) at which the activities of a run ran so far. */
  touchedAt(run: string): Promise<number[]>;
  stop(): Promise<void>;
}

/** Starts the bare worker against the server that the product uses. */
export async function startBareTemporal(address: string, logDir: string): Promise<BareTemporal> {
  const env = { TEMPORAL_ADDRESS: address };
  const child = startChild({ name: 'bare-worker', file: 'bench/ceilings/bare-worker.js', env, logDir });
  await askChild(child);
  const connection = await Connection.connect({ address });
  return {
    client: new Client({ connection }),
    taskQueue: bareTaskQueue,
    async touchedAt(run) {
      return (await askChild<{ touchedAt: number[] }>(child, run)).touchedAt;
    },
    async stop() {
      await child.stop();
      await connection.close();
    },
  };
}
