import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/** Something that runs again and again until it is stopped. */
export interface Repetition {
  /** Stops after the run that is under way. */
  stop(): Promise<void>;
}

export interface RepetitionSettings {
  readonly name: string;
  readonly intervalMs: number;
  readonly logger: Logger;
  /** Returns true when there is more to do at once. */
  readonly run: (signal: AbortSignal) => Promise<boolean>;
}

/** Runs a task, waits, and runs it again; a failing run is logged once per series of failures. */
export function repeat({ name, intervalMs, logger, run }: RepetitionSettings): Repetition {
  const abort = new AbortController();
  const { signal } = abort;
  let failing = false;

  async function once(): Promise<boolean> {
    try {
      const more = await run(signal);
      if (failing) logger.info({ task: name }, 'works again');
      failing = false;
      return more;
    } catch (error) {
      if (!failing) logger.warn({ task: name, err: error }, 'failed; trying again');
      failing = true;
      return false;
    }
  }

  async function loop(): Promise<void> {
    while (!signal.aborted) {
      const more = await once();
      if (!more) await sleep(intervalMs, undefined, { signal }).catch(() => undefined);
    }
  }

  const ended = loop();
  return {
    async stop() {
      abort.abort();
      await ended;
    },
  };
}
