import { Connection, Client } from '@temporalio/client';
import { type Child, startChild } from '../stack/child';
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
  await message(child);
  const connection = await Connection.connect({ address });
  return {
    client: new Client({ connection }),
    taskQueue: bareTaskQueue,
    async touchedAt(run) {
      const answer = message(child);
      child.process.send(run);
      return ((await answer) as { touchedAt: number[] }).touchedAt;
    },
    async stop() {
      await child.stop();
      await connection.close();
    },
  };
}

function message(child: Child): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const ended = (): void => reject(new Error(`${child.name} ended:\n${child.tail()}`));
    child.process.once('exit', ended);
    child.process.once('message', (value) => {
      child.process.off('exit', ended);
      resolve(value);
    });
  });
}
