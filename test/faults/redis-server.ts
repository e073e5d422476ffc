import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Child, spawnChild } from './child';

/** A Redis of a test's own, which keeps its data while it is stopped. */
export interface RedisServer {
  readonly url: string;
  start(): void;
  stop(signal?: NodeJS.Signals): Promise<void>;
  remove(): Promise<void>;
}

export async function createRedisServer(port: number): Promise<RedisServer> {
  const command = process.env.TEST_REDIS_SERVER;
  if (!command) throw new Error('TEST_REDIS_SERVER is not set: run the tests by `npm test -- <path>`');
  const dir = await mkdtemp(join(tmpdir(), 'loyalty-redis-'));
  const place = ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir];
  let child: Child | null = null;
  return {
    url: `redis://127.0.0.1:${port}`,
    start() {
      child = spawnChild(command, [...place, '--appendonly', 'yes', '--appendfsync', 'always']);
    },
    async stop(signal) {
      await child?.stop(signal);
      child = null;
    },
    async remove() {
      await child?.stop('SIGKILL');
      await rm(dir, { recursive: true, force: true });
    },
  };
}
