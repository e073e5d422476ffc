import { setTimeout as pause } from 'node:timers/promises';
import { type Summary, summarize } from '../load/summary';
import type { BareTemporal } from './bare-temporal';
import { bareAlarm } from './bare-workflows';
import { inParallel } from '../load/in-parallel';

const startsAtOnce = 50;
/** Between the last start and the common instant: every workflow must be asleep by then. */
const leadMs = 3_000;
const wakeWithinMs = 180_000;

/** Wakes `count` bare workflows at the same instant: how late each ran its activity, and how many per second. */
export async function bareWakeUps(temporal: BareTemporal, count: number): Promise<Summary> {
  const at = Date.now() + (await startingTakesMs(temporal)) * count + leadMs;
  const run = await startAlarms(temporal, at, count);
  const late = Date.now() > at ? 'not all bare workflows were asleep in time' : null;
  let touched: number[] = [];
  while (touched.length < count && Date.now() < at + wakeWithinMs) {
    await pause(Math.max(500, at - Date.now()));
    touched = await temporal.touchedAt(run);
  }
  return summarize({
    latencies: touched.map((instant) => instant - at),
    errors: count - touched.length + (late === null ? 0 : 1),
    firstError: late ?? (touched.length < count ? 'not all bare workflows woke' : null),
    elapsedMs: Math.max(...touched) - at,
  });
}

/** Milliseconds that one start takes here, found with a hundred of them; twice what was measured, to be safe. */
async function startingTakesMs(temporal: BareTemporal): Promise<number> {
  const sample = 100;
  const since = performance.now();
  await startAlarms(temporal, Date.now(), sample);
  const each = (performance.now() - since) / sample;
  return each * 2;
}

async function startAlarms({ client, taskQueue }: BareTemporal, at: number, count: number): Promise<string> {
  const run = `${at}-${process.hrtime.bigint()}`;
  await inParallel(startsAtOnce, count, (index) =>
    client.workflow.start(bareAlarm, {
      workflowId: `bare-${run}-${index}`,
      taskQueue,
      args: [at, run],
    }),
  );
  return run;
}
