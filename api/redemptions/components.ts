import { instant, integer, number, text, uuid } from '../ledger/components';
import { type Components, nullable, record, schemaOfJoi } from '../openapi/json-schema';
import { redemptionBody } from './create';

/** Schemas of redemptions. */
export const redemptionComponents: Components = {
  RedemptionCreate: schemaOfJoi(redemptionBody),
  Redemption: record({
    id: uuid,
    programId: uuid,
    customerId: uuid,
    points: { type: 'integer', minimum: 1 },
    value: { ...number, description: 'What the points were worth, in the currency.' },
    currency: text,
    balance: { ...integer, description: 'Points that are left.' },
    locationId: nullable(uuid),
    redeemedAt: instant,
    cancelledAt: nullable(instant),
  }),
};
