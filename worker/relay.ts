import type { Logger } from 'pino';
import type { EventPublisher } from '../activities/event-publisher';
import { repeat, type Repetition } from './repeat';

export interface RelaySettings {
  readonly publisher: EventPublisher;
  readonly logger: Logger;
  readonly intervalMs: number;
}

/** A batch of at least so many means that more wait: the next one follows at once. */
const busyBatch = 100;

/**
 * Publishes whatever waits in the log: edits, which wake no workflow, and what a crash or an absent Redis left
 * behind. Several may run at once: each program is published by one of them at a time.
 */
export function startRelay({ publisher, logger, intervalMs }: RelaySettings): Repetition {
  return repeat({
    name: 'relay',
    intervalMs,
    logger,
    run: async () => (await publisher.publishWaiting()) >= busyBatch,
  });
}
