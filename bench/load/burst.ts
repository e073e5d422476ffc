import { openConnections } from './connections';
import { Recorder } from './recorder';
import type { LoadRequest, Target } from './request';
import type { Summary } from './summary';

/** Sends all requests at the same moment, each on a connection of its own that is open already. */
export async function burst(target: Target, requests: readonly LoadRequest[]): Promise<Summary> {
  const connections = await openConnections(target, requests.length);
  const recorder = new Recorder();
  const since = performance.now();
  await Promise.all(
    connections.map((connection, index) =>
      recorder.measure(since, () => connection.send(requests[index] as LoadRequest)),
    ),
  );
  const summary = recorder.finish();
  for (const connection of connections) connection.close();
  return summary;
}
