import { removeSegment } from '../../db/segments/remove-segment';
import { notFound, Problem } from '../problem';
import { defineRoute } from '../route';
import { segmentId } from './segment-id';

export const deleteSegmentRoute = defineRoute({
  method: 'DELETE',
  path: '/segments/{id}',
  operationId: 'deleteSegment',
  tag: 'Segments',
  summary: 'Delete a segment',
  description: [
    'Refused while a program uses it, now or by a change that is scheduled; the answer names those programs. Programs',
    'that have ended or were deleted do not count.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  params: segmentId,
  responses: { 204: { description: 'It is gone' } },
  problems: ['segment_not_found', 'segment_in_use'],
  async handler({ deps, tenant, params, now }) {
    const id = params.id ?? '';
    const removal = await removeSegment(deps.knex, tenant, { id, at: now });
    if (removal.outcome === 'not_found') throw notFound('segment_not_found');
    if (removal.outcome === 'in_use') throw inUse(removal.programs);
    deps.ledger.segments.forget(tenant, id);
    return { status: 204 };
  },
});

function inUse(programs: readonly { readonly id: string; readonly name: string }[]): Problem {
  const names = programs.map(({ name }) => `"${name}"`).join(', ');
  return new Problem('segment_in_use', `Take it out of these programs first: ${names}.`, { programs });
}
