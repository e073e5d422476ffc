import Joi from 'joi';
import { findSegment, listSegments } from '../../db/segments/segment-store';
import { answerPage, type PageQuery, pageParameters } from '../ledger/pages';
import { notFound } from '../problem';
import { programHeaders } from '../programs/etag';
import { readPrograms } from '../programs/read-source';
import { defineRoute } from '../route';
import { presentSegment } from './present';
import { segmentId } from './segment-id';

export const listSegmentsRoute = defineRoute<PageQuery>({
  method: 'GET',
  path: '/segments',
  operationId: 'listSegments',
  tag: 'Segments',
  summary: 'List segments',
  description: 'The latest first. Go through long lists by `cursor`.',
  scope: 'loyalty:read',
  query: Joi.object<PageQuery>(pageParameters),
  responses: {
    200: { description: 'One page of segments', schema: 'SegmentList', headers: ['X-Read-Only'] },
  },
  problems: ['invalid_cursor', 'page_too_deep'],
  async handler(call) {
    return answerPage(call, {
      name: ['segments'],
      read: (knex, stretch) => listSegments(knex, call.tenant, stretch),
      idOf: ({ id }) => id,
      present: presentSegment,
    });
  },
});

export const getSegmentRoute = defineRoute({
  method: 'GET',
  path: '/segments/{id}',
  operationId: 'getSegment',
  tag: 'Segments',
  summary: 'Get one segment',
  scope: 'loyalty:read',
  params: segmentId,
  responses: {
    200: { description: 'The segment', schema: 'Segment', headers: ['ETag', 'X-Read-Only'] },
  },
  problems: ['segment_not_found'],
  headersOf: programHeaders,
  async handler({ deps, tenant, params }) {
    const { value, headers } = await readPrograms(deps, (knex) => findSegment(knex, tenant, params.id ?? ''));
    if (value === null) throw notFound('segment_not_found');
    return { status: 200, body: presentSegment(value), headers };
  },
});
