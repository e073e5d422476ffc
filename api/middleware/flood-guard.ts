import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem, retryAfter } from '../problem';

const failuresPerMinute = 300;

/** Bounds how many bad tokens one address may try, before any token is verified for it. */
export class FloodGuard {
  readonly #failures: RateLimiterMemory;

  constructor(points = failuresPerMinute) {
    this.#failures = new RateLimiterMemory({ points, duration: 60, keyPrefix: 'failed-tokens' });
  }

  /** Refuses an address that has failed too often within the minute. */
  async admit(address: string): Promise<void> {
    const spent = await this.#failures.get(address);
    if (spent === null || spent.remainingPoints > 0) return;
    throw new Problem('rate_limited', 'Too many requests without a valid token from this address.', {
      headers: retryAfter(spent.msBeforeNext / 1000),
    });
  }

  /** Counts one failure. */
  async count(address: string): Promise<void> {
    await this.#failures.consume(address).catch((reason: unknown) => {
      if (!(reason instanceof RateLimiterRes)) throw reason;
    });
  }
}
