import { CountingBusy, CountTooSlow, MemberCounts } from '../../db/segments/member-counts';
import { findSegment } from '../../db/segments/segment-store';
import { iso } from '../../domain/program/view';
import { defaultsOfBusiness } from '../businesses';
import { notFound, Problem, retryAfter } from '../problem';
import { type Call, defineRoute } from '../route';
import { segmentId } from './segment-id';

export const countSegmentRoute = defineRoute({
  method: 'GET',
  path: '/segments/{id}/count',
  operationId: 'countSegment',
  tag: 'Segments',
  summary: 'Count the customers in a segment',
  description: [
    'A count is kept for a minute, and given up after two seconds: then it is `count_too_slow`, for a minute too.',
    'Only a few counts run at once.',
  ].join(' '),
  scope: 'loyalty:read',
  params: segmentId,
  responses: { 200: { description: 'How many there are', schema: 'SegmentCount' } },
  problems: ['segment_not_found', 'count_too_slow', 'counting_busy', 'business_not_found'],
  async handler(call) {
    const { deps, tenant, params, now } = call;
    const segment = await findSegment(deps.knex, tenant, params.id ?? '');
    if (segment === null) throw notFound('segment_not_found');
    const context = { ...(await defaultsOfBusiness(call)), now };
    const counted = await countsOf(call).of(segment, context).catch(explain);
    return {
      status: 200,
      body: { segmentId: segment.id, count: counted.members, countedAt: iso(counted.at) },
    };
  },
});

/** One for the process: what is kept and how many run at once must not depend on the request. */
const countsByDatabase = new WeakMap<object, MemberCounts>();

function countsOf({ deps }: Call): MemberCounts {
  const counts = countsByDatabase.get(deps.knex) ?? new MemberCounts(deps.knex);
  countsByDatabase.set(deps.knex, counts);
  return counts;
}

function explain(error: unknown): never {
  if (error instanceof CountTooSlow) {
    const detail = `Counting took longer than ${error.limitMs / 1000} seconds and was given up; a rule that looks at fewer days of purchases is quicker to count.`;
    throw new Problem('count_too_slow', detail, { headers: retryAfter(60), cause: error });
  }
  if (error instanceof CountingBusy) {
    const detail = 'Other segments are being counted; try again.';
    throw new Problem('counting_busy', detail, { headers: retryAfter(2), cause: error });
  }
  throw error;
}
