import { findSegment, updateSegment } from '../../db/segments/segment-store';
import type { Segment } from '../../db/segments/segment-model';
import { notFound } from '../problem';
import { programHeaders, requireVersion } from '../programs/etag';
import { type Call, defineRoute } from '../route';
import { presentSegment } from './present';
import { readSegment } from './segment-body';
import { segmentId } from './segment-id';

export const updateSegmentRoute = defineRoute({
  method: 'PUT',
  path: '/segments/{id}',
  operationId: 'updateSegment',
  tag: 'Segments',
  summary: 'Replace the name and the rule of a segment',
  description: [
    'In force for every purchase and enrolment within five seconds. What customers earned before stays theirs, whether',
    'or not they are still in the segment.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  conditional: true,
  params: segmentId,
  body: { schema: 'SegmentBody', required: true },
  responses: { 200: { description: 'The segment as it is now', schema: 'Segment', headers: ['ETag'] } },
  problems: ['validation_failed', 'segment_not_found', 'stale_version', 'invalid_if_match'],
  headersOf: programHeaders,
  async handler(call) {
    const segment = await edit(call);
    call.deps.ledger.segments.forget(call.tenant, segment.id);
    return { status: 200, body: presentSegment(segment) };
  },
});

async function edit(call: Call): Promise<Segment> {
  const { deps, tenant, params, headers, now } = call;
  const ifMatch = headers['if-match'];
  const stored = await findSegment(deps.knex, tenant, params.id ?? '');
  if (stored === null) throw notFound('segment_not_found');
  requireVersion(ifMatch, stored.version, 'segment');
  const facts = await readSegment(call);
  // Without the header the latest edit wins, whatever came in between.
  const version = ifMatch === undefined ? null : stored.version;
  const change = await updateSegment(deps.knex, tenant, { id: stored.id, version, at: now }, facts);
  if (change.outcome === 'done') return change.segment;
  if (change.outcome === 'version_conflict') requireVersion(ifMatch, change.version, 'segment');
  throw notFound('segment_not_found');
}
