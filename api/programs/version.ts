import { findProgram } from '../../db/programs/find-program';
import { programVersion } from '../../db/programs/find-revision';
import { presentProgram } from '../../domain/program/view';
import { notFound } from '../problem';
import { defineRoute } from '../route';
import { etagMatches, programHeaders } from './etag';
import { readPrograms } from './read-source';
import { noSuchVersion, versionId, versionIn } from './version-id';

export const versionRoute = defineRoute({
  method: 'GET',
  path: '/programs/{id}/versions/{version}',
  operationId: 'getProgramVersion',
  tag: 'Versions',
  summary: 'Get a program as it was at one version',
  description: [
    'As it was when the version was made, its status included. Versions never change: the ETag is the number.',
    'Versions of deleted programs can be read too.',
  ].join(' '),
  scope: 'loyalty:read',
  params: versionId,
  responses: {
    200: { description: 'The program at that version', schema: 'Program', headers: ['ETag', 'X-Read-Only'] },
    304: { description: 'You have this version', headers: ['ETag'] },
  },
  problems: ['program_not_found', 'version_not_found'],
  headersOf: programHeaders,
  async handler({ deps, tenant, params, headers: sent }) {
    const [id, version] = [params.id ?? '', versionIn(params)];
    const { value, headers } = await readPrograms(deps, async (knex) => ({
      past: await programVersion(knex, tenant, id, version),
      program: await findProgram(knex, tenant, id),
    }));
    if (value.program === null) throw notFound('program_not_found');
    if (value.past === null) throw noSuchVersion();
    if (etagMatches(sent['if-none-match'], version)) {
      return { status: 304, headers: { ETag: `"${version}"` } };
    }
    const { program, occurredAt } = value.past;
    return { status: 200, body: presentProgram(program, occurredAt), headers };
  },
});
