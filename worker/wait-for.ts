import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

const intervalMs = 1_000;

/**
 * Tries until it works, and says once what it waits for and once that it is there: at start the services around a
 * worker may still be on their way. An abort rejects.
 */
export async function waitFor<T>(
  what: string,
  attempt: () => Promise<T>,
  { logger, signal }: { logger: Logger; signal: AbortSignal },
): Promise<T> {
  for (let waited = false; ; waited = true) {
    signal.throwIfAborted();
    try {
      const result = await attempt();
      if (waited) logger.info({ what }, `${what} is there`);
      return result;
    } catch (error) {
      if (!waited) logger.warn({ what, problem: String(error) }, `waiting for ${what}`);
      await sleep(intervalMs, undefined, { signal });
    }
  }
}
