import { instant, integer, text, uuid } from '../ledger/components';
import { type Components, nullable, record, ref, schemaOfJoi } from '../openapi/json-schema';
import { locationBody } from './location-body';

const location = {
  id: uuid,
  name: text,
  timezone: { ...text, description: 'IANA zone.' },
  version: { ...integer, minimum: 1, description: 'Raised by every change; the ETag.' },
  createdAt: instant,
  updatedAt: instant,
  archivedAt: { ...nullable(text), format: 'date-time', description: 'Null while it is open.' },
};

/** Schemas of locations. */
export const locationComponents: Components = {
  LocationBody: schemaOfJoi(locationBody),
  Location: record(location),
  LocationList: record({
    data: { type: 'array', items: ref('Location') },
    pagination: { oneOf: [ref('PagePagination'), ref('CursorPagination')] },
  }),
  LocationRemoval: record({
    ...location,
    warnings: { type: 'array', items: ref('LocationWarning') },
  }),
  LocationWarning: record({
    code: { ...text, enum: ['location_in_use', 'no_location_left'] },
    message: text,
    programs: {
      type: 'array',
      items: record({ id: uuid, name: text }),
      description: 'By name; at most 100 of them.',
    },
  }),
};
