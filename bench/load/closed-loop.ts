import type { Connection, Reply } from './connection';
import { openConnections } from './connections';
import { Recorder } from './recorder';
import type { LoadRequest, Target } from './request';
import type { Summary } from './summary';

export interface ClosedLoop {
  readonly connections: number;
  readonly seconds: number;
  /** The request with this number, counted over all connections. */
  readonly request: (index: number) => LoadRequest;
  /** Sees every answer, whatever it says. */
  readonly onReply?: (reply: Reply) => void;
}

/** Every connection sends its next request when it has the answer to the last: what the server can do at most. */
export async function closedLoop(target: Target, loop: ClosedLoop): Promise<Summary> {
  const connections = await openConnections(target, loop.connections);
  const recorder = new Recorder();
  const end = performance.now() + loop.seconds * 1000;
  let index = 0;
  const run = async (connection: Connection): Promise<void> => {
    while (performance.now() < end && connection.usable) {
      const request = loop.request(index++);
      await recorder.measure(performance.now(), async () => {
        const reply = await connection.send(request);
        loop.onReply?.(reply);
        return reply;
      });
    }
  };
  await Promise.all(connections.map(run));
  const summary = recorder.finish();
  for (const connection of connections) connection.close();
  return summary;
}
