import { setTimeout as pause } from 'node:timers/promises';
import { Connection } from './connection';
import { openConnections } from './connections';
import { Recorder } from './recorder';
import type { LoadRequest, Target } from './request';
import { type Summary, summarize } from './summary';

export interface OpenLoop {
  readonly connections: number;
  readonly perSecond: number;
  readonly seconds: number;
  readonly request: (index: number) => LoadRequest;
  /** Sees the latency (ms) of every request answered with 2xx; for figures per kind of request. */
  readonly onLatency?: (index: number, latencyMs: number) => void;
}

/**
 * Offers requests on a fixed schedule, whatever the answers do, and counts each latency from the instant at which the
 * request was due: a server that stalls is charged for everyone who would have waited.
 */
export async function openLoop(target: Target, loop: OpenLoop): Promise<Summary> {
  const free = new FreeConnections(target, await openConnections(target, loop.connections));
  const recorder = new Recorder();
  const total = Math.round(loop.perSecond * loop.seconds);
  const start = performance.now();
  const inFlight: Promise<void>[] = [];
  for (let index = 0; index < total; ) {
    for (; index < total && dueAt(start, loop, index) <= performance.now(); index++) {
      inFlight.push(issue(free, recorder, loop, { index, due: dueAt(start, loop, index) }));
    }
    await pause(1);
  }
  await Promise.all(inFlight);
  free.close();
  return recorder.finish();
}

function dueAt(start: number, loop: OpenLoop, index: number): number {
  return start + (index * 1000) / loop.perSecond;
}

async function issue(
  free: FreeConnections,
  recorder: Recorder,
  loop: OpenLoop,
  { index, due }: { index: number; due: number },
): Promise<void> {
  await recorder.measure(due, async () => {
    const connection = await free.take();
    try {
      const reply = await connection.send(loop.request(index));
      if (reply.status < 300) loop.onLatency?.(index, performance.now() - due);
      return reply;
    } finally {
      free.give(connection);
    }
  });
}

/** Connections in the order in which they became free, so that all of them take part; requests wait when none is. */
class FreeConnections {
  private readonly waiting: ((connection: Connection) => void)[] = [];

  constructor(
    private readonly target: Target,
    private readonly free: Connection[],
  ) {}

  async take(): Promise<Connection> {
    const connection = this.free.shift();
    if (connection === undefined) return new Promise((resolve) => this.waiting.push(resolve));
    return connection.usable ? connection : Connection.open(this.target);
  }

  give(connection: Connection): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free.push(connection);
    else next(connection);
  }

  close(): void {
    for (const connection of this.free) connection.close();
  }
}

/** Figures over latencies collected by `onLatency`. */
export function summaryOf(latencies: readonly number[], seconds: number): Summary {
  return summarize({ latencies, errors: 0, firstError: null, elapsedMs: seconds * 1000 });
}
