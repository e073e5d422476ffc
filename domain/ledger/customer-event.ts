import { eventSchemaVersion } from '../program/event';
import { iso } from '../program/view';
import type { CustomerEventDraft } from './posting';

/** Events about a customer that were recorded together. */
export interface CustomerEventRow {
  readonly customerId: string;
  readonly businessId: string;
  /** Sequence of the first of them; the others follow without gaps. */
  readonly firstSequence: number;
  readonly events: readonly CustomerEventDraft[];
  /** Their ids, in the same order. */
  readonly eventIds: readonly string[];
}

/** The events as other systems read them, gapless and in order per customer. Pure. */
export function customerEvents(row: CustomerEventRow) {
  const { customerId, businessId } = row;
  return row.events.map((event, n) => ({
    eventId: row.eventIds[n],
    eventType: event.type,
    timestamp: iso(event.at),
    sequence: row.firstSequence + n,
    schemaVersion: eventSchemaVersion,
    payload: { customerId, businessId, ...event.payload },
  }));
}
