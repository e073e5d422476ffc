import type { Reply } from './connection';
import { type Summary, summarize } from './summary';

/** Collects latencies and failures of one round. */
export class Recorder {
  private readonly latencies: number[] = [];
  private errors = 0;
  private firstError: string | null = null;
  private readonly startedAt = performance.now();

  /** One success, in milliseconds. */
  add(latencyMs: number): void {
    this.latencies.push(latencyMs);
  }

  /** One failure; only the first reason is kept. */
  fail(reason: string): void {
    this.errors += 1;
    this.firstError ??= reason.slice(0, 300);
  }

  /** Sends by `send` and books the outcome; anything but 2xx is a failure. Latency counts from `since`. */
  async measure(since: number, send: () => Promise<Reply>): Promise<void> {
    try {
      const { status, body } = await send();
      if (status >= 200 && status < 300) this.add(performance.now() - since);
      else this.fail(`${status} ${body.toString('utf8')}`);
    } catch (error) {
      this.fail(error instanceof Error ? error.message : String(error));
    }
  }

  /** The round's figures; its rate is over the time since the recorder was made, or `elapsedMs`. */
  finish(elapsedMs = performance.now() - this.startedAt): Summary {
    const { latencies, errors, firstError } = this;
    return summarize({ latencies, errors, firstError, elapsedMs });
  }
}
