import type { Redis } from 'ioredis';
import { eventStream } from '../../activities/event-stream';

/** An event about a customer, as other systems read it. */
export interface StreamedEvent {
  readonly eventId: string;
  readonly eventType: string;
  readonly timestamp: string;
  readonly sequence: number;
  // Payloads differ from type to type.
  // oxlint-disable-next-line no-explicit-any
  readonly payload: any;
}

/** Every event about some customers, in the order of the stream, repetitions included. */
export async function streamedAbout(redis: Redis, customerIds: readonly string[]): Promise<StreamedEvent[]> {
  const entries = await redis.xrange(eventStream, '-', '+');
  return entries
    .map(([, fields]) => JSON.parse(fields[1] ?? '') as StreamedEvent)
    .filter(({ payload }) => customerIds.includes(payload.customerId));
}

/**
 * What a consumer makes of one customer's events: those it has seen are ignored. Fails when one is missing or overtook
 * another.
 */
export function consumed(events: readonly StreamedEvent[], customerId: string): StreamedEvent[] {
  const own: StreamedEvent[] = [];
  for (const event of events.filter(({ payload }) => payload.customerId === customerId)) {
    if (event.sequence <= own.length) expect(event).toEqual(own[event.sequence - 1]);
    else own.push(event);
  }
  expect(own.map(({ sequence }) => sequence)).toEqual(own.map((_, n) => n + 1));
  return own;
}

/** The types of one customer's events, each without its prefix. */
export async function heardOf(redis: Redis, customerId: string): Promise<string[]> {
  const events = consumed(await streamedAbout(redis, [customerId]), customerId);
  return events.map(({ eventType }) => eventType.replace('loyalty.', ''));
}
