import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';

const sampleMs = 25;
/** Share of a sample in which a process with time to spare runs code, at most. */
const busyShare = 0.85;

/** Resolves once this process is not busy with requests any more, or after about `longestMs`. Takes 25 ms at least. */
export async function spareTime(longestMs: number): Promise<void> {
  const deadline = performance.now() + longestMs;
  for (;;) {
    const before = performance.eventLoopUtilization();
    await pause(sampleMs, undefined, { ref: false });
    const { utilization } = performance.eventLoopUtilization(before);
    if (utilization < busyShare || performance.now() >= deadline) return;
  }
}
