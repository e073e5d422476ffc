import { v7 as newId } from 'uuid';
import type { PurchaseFacts } from '../../domain/ledger/record-purchase';
import type { Instant } from '../../domain/program/program';

/** A purchase of one line. @param amount in whole euros */
export function purchaseOf(amount: number, occurredAt: Instant): PurchaseFacts {
  return {
    id: newId(),
    externalId: newId(),
    locationId: null,
    locationTimezone: null,
    occurredAt,
    currency: 'EUR',
    lines: [{ quantity: 1, amount: amount * 100 }],
    discount: 0,
    contentSha256: '00',
  };
}
