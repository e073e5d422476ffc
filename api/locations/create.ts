import { v7 as newId } from 'uuid';
import { insertLocation } from '../../db/locations/location-store';
import { keepReply } from '../keep-reply';
import { basePath } from '../base-path';
import { defaultsOfBusiness } from '../businesses';
import { programHeaders } from '../programs/etag';
import { defineRoute } from '../route';
import { readLocation } from './location-body';
import { presentLocation } from './present';

export const createLocationRoute = defineRoute({
  method: 'POST',
  path: '/locations',
  operationId: 'createLocation',
  tag: 'Locations',
  summary: 'Add a location',
  description: 'Programs of all locations count it at once; others when they name it.',
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  body: { schema: 'LocationBody', required: true },
  responses: {
    201: {
      description: 'The new location',
      schema: 'Location',
      headers: ['ETag', 'Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['business_not_found'],
  headersOf: (reply) => ({
    ...programHeaders(reply),
    Location: `${basePath}/locations/${(reply.body as { id: string }).id}`,
  }),
  async handler(call) {
    const { deps, tenant, now } = call;
    const facts = readLocation(call.body, await defaultsOfBusiness(call));
    return deps.knex.transaction(async (trx) => {
      const location = await insertLocation(trx, tenant, { ...facts, id: newId(), at: now });
      const reply = { status: 201, body: presentLocation(location) };
      await keepReply(trx, call, reply);
      return reply;
    });
  },
});
