import { Recorder } from '../load/recorder';
import type { Summary } from '../load/summary';
import type { BareTemporal } from './bare-temporal';
import { bareEntity, finishSignal, touchUpdate } from './bare-workflows';

/** The round trip of an update whose handler runs one trivial activity: `count` of them, one after another. */
export async function bareUpdates({ client, taskQueue }: BareTemporal, count: number): Promise<Summary> {
  const workflowId = `bare-entity-${process.hrtime.bigint()}`;
  const handle = await client.workflow.start(bareEntity, { workflowId, taskQueue });
  await handle.executeUpdate(touchUpdate);
  const recorder = new Recorder();
  for (let index = 0; index < count; index++) {
    const since = performance.now();
    try {
      await handle.executeUpdate(touchUpdate);
      recorder.add(performance.now() - since);
    } catch (error) {
      recorder.fail(String(error));
    }
  }
  await handle.signal(finishSignal);
  return recorder.finish();
}
