import { completeKey } from '../../db/idempotency';
import { programVersion } from '../../db/programs/find-revision';
import { lockProgram } from '../../db/programs/program-store';
import { nextAlarm } from '../../domain/program/alarm';
import { presentProgram } from '../../domain/program/view';
import { notFound } from '../problem';
import { defineRoute } from '../route';
import { cacheOf } from './cache';
import { programHeaders } from './etag';
import { refuseBody } from './refuse-body';
import { definitionBody } from './stored-body';
import { applyEdit } from './update';
import { noSuchVersion, versionId, versionIn } from './version-id';

export const restoreVersionRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/versions/{version}/restore',
  operationId: 'restoreProgramVersion',
  tag: 'Versions',
  summary: 'Bring back the definition of an earlier version',
  description: [
    'An edit that says what that version said, checked as any edit is checked now: dates, locations, segments, and the',
    'rule type once the program was activated. It makes a new version of kind `updated`; the lifecycle stays as it is.',
    'A definition that is in force already makes none.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  conditional: true,
  params: versionId,
  body: { schema: 'Empty', required: false },
  responses: {
    200: {
      description: 'The program as it is now',
      schema: 'Program',
      headers: ['ETag', 'Idempotent-Replayed'],
    },
  },
  problems: [
    'program_not_found',
    'version_not_found',
    'validation_failed',
    'program_ended',
    'stale_version',
    'invalid_if_match',
  ],
  headersOf: programHeaders,
  async handler(call) {
    const { deps, tenant, params, key, now } = call;
    const id = params.id ?? '';
    refuseBody(call.body);
    const { before, after, reply } = await deps.knex.transaction(async (trx) => {
      const stored = await lockProgram(trx, tenant, id);
      if (stored === null || stored.deletedAt !== null) throw notFound('program_not_found');
      const past = await programVersion(trx, tenant, id, versionIn(params));
      if (past === null) throw noSuchVersion();
      const edited = await applyEdit(trx, { ...call, body: definitionBody(past.program) }, stored);
      const answer = { status: 200, body: presentProgram(edited.after, now) };
      if (key !== null) {
        await completeKey(trx, tenant, key.key, { status: answer.status, response: answer.body });
      }
      return { ...edited, reply: answer };
    });
    cacheOf(deps).remember(after);
    if (nextAlarm(before) !== nextAlarm(after)) deps.temporal.nudger.nudge(after);
    return reply;
  },
});
