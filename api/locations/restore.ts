import Joi from 'joi';
import { saveLocation } from '../../db/locations/location-store';
import { keepReply } from '../keep-reply';
import { checkBody } from '../ledger/check-body';
import { programHeaders } from '../programs/etag';
import { defineRoute } from '../route';
import { changeLocation } from './change';
import { locationId } from './location-id';
import { presentLocation } from './present';

export const restoreLocationRoute = defineRoute({
  method: 'POST',
  path: '/locations/{id}/restore',
  operationId: 'restoreLocation',
  tag: 'Locations',
  summary: 'Open an archived location again',
  description: 'It takes part again in programs of all locations, and in those that name it.',
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  conditional: true,
  params: locationId,
  body: { schema: 'Empty', required: false },
  responses: {
    200: {
      description: 'The location as it is now',
      schema: 'Location',
      headers: ['ETag', 'Idempotent-Replayed'],
    },
  },
  problems: ['location_not_found', 'stale_version', 'invalid_if_match'],
  headersOf: programHeaders,
  async handler(call) {
    checkBody(call.body ?? {}, Joi.object({}));
    const { tenant, now } = call;
    return changeLocation(call, async (trx, stored) => {
      const change = { archivedAt: null, updatedAt: now };
      const location = stored.archivedAt === null ? stored : await saveLocation(trx, tenant, stored, change);
      const reply = { status: 200, body: presentLocation(location) };
      await keepReply(trx, call, reply);
      return reply;
    });
  },
});
