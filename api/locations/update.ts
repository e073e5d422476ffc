import { saveLocation } from '../../db/locations/location-store';
import { programHeaders } from '../programs/etag';
import { defineRoute } from '../route';
import { changeLocation } from './change';
import { readLocation } from './location-body';
import { locationId } from './location-id';
import { presentLocation } from './present';

export const updateLocationRoute = defineRoute({
  method: 'PUT',
  path: '/locations/{id}',
  operationId: 'updateLocation',
  tag: 'Locations',
  summary: 'Rename a location, or correct its time zone',
  description: [
    'Another time zone counts for purchases from then on. An edit that changes nothing answers 200 and makes no new',
    'version.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  conditional: true,
  params: locationId,
  body: { schema: 'LocationBody', required: true },
  responses: { 200: { description: 'The location as it is now', schema: 'Location', headers: ['ETag'] } },
  problems: ['location_not_found', 'stale_version', 'invalid_if_match'],
  headersOf: programHeaders,
  async handler(call) {
    const location = await changeLocation(call, async (trx, stored) => {
      const facts = readLocation(call.body, stored);
      if (facts.name === stored.name && facts.timezone === stored.timezone) return stored;
      return saveLocation(trx, call.tenant, stored, { ...facts, updatedAt: call.now });
    });
    return { status: 200, body: presentLocation(location) };
  },
});
