import { programVersion } from '../../db/programs/find-revision';
import { lockProgram } from '../../db/programs/program-store';
import { presentProgram } from '../../domain/program/view';
import { keepReply } from '../keep-reply';
import { notFound } from '../problem';
import { defineRoute } from '../route';
import { programHeaders } from './etag';
import { refuseBody } from './refuse-body';
import { definitionBody } from './stored-body';
import { applyEdit } from './update';
import { noSuchVersion, versionId, versionIn } from './version-id';
import { tellOf } from './tell-of';

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
    const { deps, tenant, params, now } = call;
    const id = params.id ?? '';
    refuseBody(call.body);
    const { reply, ...moved } = await deps.knex.transaction(async (trx) => {
      const stored = await lockProgram(trx, tenant, id);
      if (stored === null || stored.deletedAt !== null) throw notFound('program_not_found');
      const past = await programVersion(trx, tenant, id, versionIn(params));
      if (past === null) throw noSuchVersion();
      const edited = await applyEdit(trx, { ...call, body: definitionBody(past.program) }, stored);
      const answer = { status: 200, body: presentProgram(edited.after, now) };
      await keepReply(trx, call, answer);
      return { ...edited, reply: answer };
    });
    tellOf(call, moved);
    return reply;
  },
});
