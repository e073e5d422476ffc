import { cancelChange } from '../../domain/program/scheduled-change';
import { tellOf } from '../programs/tell-of';
import { Problem } from '../problem';
import { programId } from '../programs/program-id';
import { defineRoute, type Route } from '../route';
import { changeProgram } from './change';

const changeId: NonNullable<Route['params']> = {
  ...programId,
  changeId: { description: 'Id of the scheduled change', missing: 'scheduled_change_not_found' },
};

export const cancelChangeRoute = defineRoute({
  method: 'DELETE',
  path: '/programs/{id}/scheduled-changes/{changeId}',
  operationId: 'cancelScheduledProgramChange',
  tag: 'Scheduled changes',
  summary: 'Cancel a scheduled change',
  description:
    'Possible until its instant. Changes that were scheduled for later stay. `If-Match` is about the program.',
  scope: 'loyalty:write',
  authoring: true,
  conditional: true,
  params: changeId,
  responses: { 204: { description: 'It will not come' } },
  problems: ['program_not_found', 'scheduled_change_not_found', 'stale_version', 'invalid_if_match'],
  async handler(call) {
    const { deps, tenant, params, now } = call;
    const moved = await deps.knex.transaction((trx) =>
      changeProgram(trx, call, async (stored) => {
        const change = cancelChange(stored, params.changeId ?? '', { actor: tenant.actor, at: now });
        if (change === null) {
          throw new Problem(
            'scheduled_change_not_found',
            'No such change is pending: it was cancelled, has come into force, or never was.',
          );
        }
        return change;
      }),
    );
    tellOf(call, moved);
    return { status: 204 };
  },
});
