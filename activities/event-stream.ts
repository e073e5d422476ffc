import type Redis from 'ioredis';

/** The Redis stream that other systems read; one entry per event, its JSON in the field `event`. */
export const eventStream = 'loyalty.events';

/**
 * Appends events in the given order; returns the reason if the stream did not acknowledge all of them. All or
 * nothing: if only a later one were stored, its earlier neighbour would follow it when everything is sent again.
 * @param length entries the stream keeps, about; older ones are dropped.
 */
export async function appendToStream(
  redis: Redis,
  events: readonly object[],
  length: number,
): Promise<Error | null> {
  const transaction = redis.multi();
  for (const event of events) {
    transaction.xadd(eventStream, 'MAXLEN', '~', length, '*', 'event', JSON.stringify(event));
  }
  try {
    const replies = await transaction.exec();
    if (replies === null) return new Error('the stream refused the events');
    return replies.find(([error]) => error !== null)?.[0] ?? null;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
