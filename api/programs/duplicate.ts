import { findProgram } from '../../db/programs/find-program';
import { type Program, purgeDueAt } from '../../domain/program/program';
import { notFound } from '../problem';
import { type Call, defineRoute } from '../route';
import { createBody } from './body-schema';
import { checkShape } from './check-shape';
import { copyBody } from './copy-body';
import { createFrom, createdHeaders } from './create';
import { refuseLostReferences } from './lost-references';
import { programId } from './program-id';

export const duplicateRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/duplicate',
  operationId: 'duplicateProgram',
  tag: 'Programs',
  summary: 'Duplicate a program',
  description: [
    'A new program with the definition of this one and whatever the body says instead, deep within `ruleConfig`; lists',
    'are replaced as a whole. It is a draft unless `isActive` is sent, and called "<name> (copy)" unless named.',
    'A start or an end that has passed is left out. Customers, experiments and scheduled changes are not copied.',
    'Ended programs can be duplicated, and deleted ones for as long as they can be restored.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  params: programId,
  body: {
    schema: 'ProgramDuplicate',
    required: false,
    examples: { anotherPlace: { summary: 'The same under another name', value: { name: 'Coffee Card II' } } },
  },
  responses: {
    201: {
      description: 'The new program',
      schema: 'Program',
      headers: ['ETag', 'Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['validation_failed', 'program_not_found', 'business_not_found'],
  headersOf: createdHeaders,
  async handler(call) {
    const original = await copyable(call);
    await refuseLostReferences(call, original, call.body);
    return createFrom(call, checkShape(copyBody(original, call.body, call.now), createBody));
  },
});

/** The program that the path names; also a deleted one, for as long as it can be restored. */
async function copyable({ deps, tenant, params, now }: Call): Promise<Program> {
  const program = await findProgram(deps.knex, tenant, params.id ?? '');
  if (program === null || isGone(program, now)) throw notFound('program_not_found');
  return program;
}

/** Whether a deleted program is beyond restoring, cleaned up or not. */
export function isGone(program: Program, now: number): boolean {
  const purgeAt = purgeDueAt(program);
  return program.purgedAt !== null || (purgeAt !== null && purgeAt <= now);
}
