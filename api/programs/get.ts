import { nextEdgeAt } from '../../domain/program/edges';
import type { Instant, Program } from '../../domain/program/program';
import { notFound } from '../problem';
import { defineRoute } from '../route';
import { answerAsOf, type AsOfQuery, asOfQuery } from './as-of';
import { etagMatches, programHeaders } from './etag';
import { programId } from './program-id';
import { presentCounted } from './present-counted';
import { readProgram } from './read-program';

export const getRoute = defineRoute<AsOfQuery>({
  method: 'GET',
  path: '/programs/{id}',
  operationId: 'getProgram',
  tag: 'Programs',
  summary: 'Get one program',
  description: [
    'The ETag is the version. Status and `earning` also depend on the clock: `If-None-Match` answers 304 only if',
    'no start, end or edge of a window or blackout has passed since that version was made. The numbers of customers do',
    'not change the version. With `asOf` it is the program as it was, and always answered in full.',
  ].join(' '),
  scope: 'loyalty:read',
  params: programId,
  query: asOfQuery,
  responses: {
    200: { description: 'The program', schema: 'Program', headers: ['ETag', 'X-Read-Only'] },
    304: { description: 'The program is as the ETag in If-None-Match says', headers: ['ETag'] },
  },
  problems: ['program_not_found'],
  headersOf: programHeaders,
  async handler(call) {
    const { headers, now, query } = call;
    if (query.asOf !== undefined) return answerAsOf(call, query.asOf);
    const read = await readProgram(call);
    const program = read.value;
    if (program === null || program.deletedAt !== null) throw notFound('program_not_found');
    if (etagMatches(headers['if-none-match'], program.version) && !clockMovedIt(program, now)) {
      return { status: 304, headers: { ETag: `"${program.version}"` } };
    }
    return { status: 200, body: presentCounted(program, program, now), headers: read.headers };
  },
});

/** Whether a boundary passed after this version was made: then two answers with one version may differ. */
function clockMovedIt(program: Program, now: Instant): boolean {
  const { startsAt, endsAt, updatedAt } = program;
  const boundaries = [startsAt, endsAt, nextEdgeAt(program, updatedAt, now + 1)];
  return boundaries.some((at) => at !== null && at > updatedAt && at <= now);
}
