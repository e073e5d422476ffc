import Redis from 'ioredis';

/** How long the stream may take to acknowledge a batch. */
const commandTimeoutMs = 2_000;
const longestReconnectDelayMs = 1_000;

/**
 * A connection for publishing, which reconnects for ever and never holds a command back: whoever publishes while it
 * is away hears so at once, and events wait in the log. Its failures are reported by the publisher, once.
 */
export function connectRedis(url: string): Redis {
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    autoResendUnfulfilledCommands: false,
    connectTimeout: 2_000,
    commandTimeout: commandTimeoutMs,
    retryStrategy: (attempt) => Math.min(attempt * 50, longestReconnectDelayMs),
  });
  redis.on('error', () => undefined);
  return redis;
}
