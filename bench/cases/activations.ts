import { setTimeout as pause } from 'node:timers/promises';
import Redis from 'ioredis';
import type { ProgramEvent } from '../../domain/program/event';
import { type Summary, summarize } from '../load/summary';

const eventStream = 'loyalty.events';
const withinMs = 180_000;

export interface Expected {
  /** The common start, epoch milliseconds. */
  readonly startsAt: number;
  readonly ids: readonly string[];
}

/** Waits for the `activated` event of every program; how late each was in the stream, and how many per second. */
export async function activations(redisUrl: string, { startsAt, ids }: Expected): Promise<Summary> {
  const redis = new Redis(redisUrl);
  const missing = new Set(ids);
  const latencies: number[] = [];
  let last = `${startsAt - 1_000}-0`;
  while (missing.size > 0 && Date.now() < startsAt + withinMs) {
    const entries = (await redis.xrange(eventStream, `(${last}`, '+', 'COUNT', 1_000)) as [
      string,
      string[],
    ][];
    for (const [id, fields] of entries) {
      last = id;
      const event = JSON.parse(fields[fields.indexOf('event') + 1] ?? '{}') as ProgramEvent;
      const programId = String(event.payload.programId);
      if (event.eventType === 'loyalty.program.activated' && missing.delete(programId)) {
        latencies.push(Number.parseInt(id, 10) - startsAt);
      }
    }
    if (entries.length === 0) await pause(200);
  }
  redis.disconnect();
  return summarize({
    latencies,
    errors: missing.size,
    firstError: missing.size === 0 ? null : `no event of ${missing.size} programs`,
    elapsedMs: Math.max(...latencies),
  });
}
