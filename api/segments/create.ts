import { v7 as newId } from 'uuid';
import { insertSegment } from '../../db/segments/segment-store';
import { keepReply } from '../keep-reply';
import { basePath } from '../base-path';
import { programHeaders } from '../programs/etag';
import { defineRoute } from '../route';
import { presentSegment } from './present';
import { readSegment } from './segment-body';

export const createSegmentRoute = defineRoute({
  method: 'POST',
  path: '/segments',
  operationId: 'createSegment',
  tag: 'Segments',
  summary: 'Create a segment',
  description: 'Programs can be offered to the customers in segments only: see `segmentIds` of a program.',
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  body: { schema: 'SegmentBody', required: true },
  responses: {
    201: {
      description: 'The new segment',
      schema: 'Segment',
      headers: ['ETag', 'Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['validation_failed', 'business_not_found'],
  headersOf: (reply) => ({
    ...programHeaders(reply),
    Location: `${basePath}/segments/${(reply.body as { id: string }).id}`,
  }),
  async handler(call) {
    const { deps, tenant, now } = call;
    const facts = await readSegment(call);
    return deps.knex.transaction(async (trx) => {
      const segment = await insertSegment(trx, tenant, { ...facts, id: newId(), at: now });
      const reply = { status: 201, body: presentSegment(segment) };
      await keepReply(trx, call, reply);
      return reply;
    });
  },
});
