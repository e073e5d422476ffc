import type { Program } from '../../domain/program/program';
import { defaultsOfBusiness } from '../businesses';
import { type Call, defineRoute, type Reply } from '../route';
import { createBody } from './body-schema';
import { checkDefinition, type DefinitionCheck } from './check-definition';
import { checkEdit } from './check-edit';
import { checkShape } from './check-shape';
import { createExamples } from './examples';
import { errorsOf } from './faults';
import { fillFromTemplate } from './from-template';
import { liveProgram } from './live-program';
import { unknownReferences } from './references';
import { programId } from './program-id';
import { definitionBody } from './stored-body';
import { warningsOf } from './warnings';
import { loadWarningContext } from './warnings/load';

const answer = { description: 'Whether it is valid, and what is wrong with it', schema: 'Validation' };

export const validateNewRoute = defineRoute({
  method: 'POST',
  path: '/programs/validate',
  operationId: 'validateNewProgram',
  tag: 'Programs',
  summary: 'Check a new program without saving it',
  description: [
    'Answers what `POST /programs` would refuse, with the same errors, and what you should know even if it would not:',
    'warnings never block. Nothing is stored.',
  ].join(' '),
  scope: 'loyalty:read',
  idempotent: true,
  body: { schema: 'ProgramCandidate', required: true, examples: createExamples },
  responses: { 200: { ...answer, headers: ['Idempotent-Replayed'] } },
  problems: ['business_not_found'],
  async handler(call) {
    const defaults = await defaultsOfBusiness(call);
    const shape = checkShape(await fillFromTemplate(call), createBody);
    const live = shape.body.isActive === true;
    return verdict(call, checkDefinition(shape, { defaults, now: call.now, live }), null);
  },
});

export const validateEditRoute = defineRoute({
  method: 'POST',
  path: '/programs/{id}/validate',
  operationId: 'validateProgram',
  tag: 'Programs',
  summary: 'Check an edit, or the program itself, without saving',
  description: [
    'With a body: answers what `PUT /programs/{id}` would refuse. Without one: whether the program as it is stored',
    'could be live now. Warnings as for a new program.',
  ].join(' '),
  scope: 'loyalty:read',
  idempotent: true,
  params: programId,
  body: { schema: 'ProgramCandidate', required: false },
  responses: { 200: { ...answer, headers: ['Idempotent-Replayed'] } },
  problems: ['program_not_found', 'program_ended'],
  async handler(call) {
    const program = await liveProgram(call);
    if (call.body !== undefined) return verdict(call, checkEdit(call, program), program);
    const shape = checkShape(definitionBody(program), createBody);
    const check = checkDefinition(shape, { defaults: program, now: call.now, live: true });
    return verdict(call, check, program);
  },
});

async function verdict(call: Call, check: DefinitionCheck, stored: Program | null): Promise<Reply> {
  const ofReferences = await unknownReferences(call.deps.knex, call.tenant, check, stored);
  const errors = errorsOf([...check.faults, ...ofReferences]);
  const { definition } = check;
  const warnings =
    definition === null || errors.length > 0
      ? []
      : warningsOf(definition, await loadWarningContext(call, definition, stored));
  return { status: 200, body: { valid: errors.length === 0, errors, warnings } };
}
