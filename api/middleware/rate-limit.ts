import type { Redis } from 'ioredis';
import type { ParameterizedContext } from 'koa';
import { RateLimiterMemory, RateLimiterRedis, RateLimiterRes } from 'rate-limiter-flexible';
import { Problem, retryAfter } from '../problem';
import type { RequestState } from './request-context';

const windowSeconds = 60;

export type RateLimit = (ctx: ParameterizedContext<RequestState>, businessId: string) => Promise<void>;

/**
 * Requests per minute and business, counted in Redis for all processes together. Without Redis every process counts
 * for itself: never open, never closed. A limit of 0 limits nothing.
 * @param bucket what is counted together
 */
export function createRateLimit(redis: Redis | null, perMinute: number, bucket: string): RateLimit {
  if (perMinute === 0) return () => Promise.resolve();
  const settings = { points: perMinute, duration: windowSeconds, keyPrefix: `loyalty:rate:${bucket}` };
  const memory = new RateLimiterMemory(settings);
  const limiter =
    redis === null
      ? memory
      : new RateLimiterRedis({
          ...settings,
          storeClient: redis,
          insuranceLimiter: memory,
          rejectIfRedisNotReady: true,
          inMemoryBlockOnConsumed: perMinute + 1,
        });
  const policy = `"${bucket}";q=${perMinute};w=${windowSeconds}`;
  return async (ctx, businessId) => {
    const { spent, allowed } = await consume(limiter, businessId);
    const seconds = Math.ceil(spent.msBeforeNext / 1000);
    ctx.set({
      'RateLimit-Policy': policy,
      RateLimit: `"${bucket}";r=${Math.max(0, spent.remainingPoints)};t=${seconds}`,
    });
    if (allowed) return;
    throw new Problem('rate_limited', `A business may send ${perMinute} such requests per minute.`, {
      headers: retryAfter(seconds),
    });
  };
}

/** The limiter rejects with what was spent; a refusal from memory does not even say how much that was. */
async function consume(limiter: RateLimiterMemory | RateLimiterRedis, key: string) {
  try {
    return { spent: await limiter.consume(key), allowed: true };
  } catch (reason) {
    if (reason instanceof RateLimiterRes) return { spent: reason, allowed: false };
    throw reason;
  }
}
