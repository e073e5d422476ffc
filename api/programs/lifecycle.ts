import { v7 as newId } from 'uuid';
import { findProgram } from '../../db/programs/find-program';
import type { CommandName } from '../../domain/program/commands';
import type { CommandResult } from '../../workflows/program.messages';
import { notFound, Problem, type ProblemCode, retryAfter } from '../problem';
import { type Call, defineRoute, type Reply } from '../route';
import { CommandOutcomeUnknown } from '../temporal/commands';
import { cacheOf } from './cache';
import { programHeaders, requireVersion } from './etag';
import { meaningFault, refusalOf } from './faults';
import { programId } from './program-id';
import { refuseBody } from './refuse-body';

const problemsOfCommands: ProblemCode[] = [
  'program_not_found',
  'invalid_transition',
  'stale_version',
  'invalid_if_match',
  'command_outcome_unknown',
];

const emptyBody = { schema: 'Empty', required: false };

function commandRoute(name: CommandName, summary: string, authoring: boolean, description: string) {
  return defineRoute({
    method: 'POST',
    path: `/programs/{id}/${name}`,
    operationId: `${name}Program`,
    tag: 'Lifecycle',
    summary,
    description: `${description} Repeating it answers 200 with the unchanged program.`,
    scope: 'loyalty:write',
    authoring,
    idempotent: true,
    conditional: true,
    params: programId,
    body: emptyBody,
    responses: {
      200: {
        description: 'The program as it is now',
        schema: 'Program',
        headers: ['ETag', 'Idempotent-Replayed'],
      },
    },
    problems: name === 'activate' ? [...problemsOfCommands, 'validation_failed'] : problemsOfCommands,
    headersOf: programHeaders,
    async handler(call) {
      refuseBody(call.body);
      return { status: 200, body: await command(name, call) };
    },
  });
}

/** The lifecycle verbs. Pausing and ending stay possible while the feature is switched off: they only take away. */
export const lifecycleRoutes = [
  commandRoute(
    'activate',
    'Activate a draft',
    true,
    'It runs from now, or from `startsAt` if that lies ahead. An end in the past is refused.',
  ),
  commandRoute(
    'pause',
    'Pause a program',
    false,
    'Nothing is earned until it is resumed; `endsAt` goes on to count.',
  ),
  commandRoute('resume', 'Resume a paused program', true, 'It goes on as if it had not been paused.'),
  commandRoute('end', 'End a program for good', false, 'What customers earned stays redeemable.'),
  commandRoute(
    'restore',
    'Restore a deleted program',
    true,
    'It is as before it was deleted, within 90 days.',
  ),
];

export const deleteRoute = defineRoute({
  method: 'DELETE',
  path: '/programs/{id}',
  operationId: 'deleteProgram',
  tag: 'Programs',
  summary: 'Delete a program',
  description: 'It can be restored for 90 days. Deleting it again answers 204 too.',
  scope: 'loyalty:write',
  authoring: true,
  conditional: true,
  params: programId,
  responses: { 204: { description: 'Deleted' } },
  problems: problemsOfCommands,
  async handler(call): Promise<Reply> {
    await command('delete', call);
    return { status: 204 };
  },
});

/** Sends one command to the program's workflow and translates what became of it. */
async function command(name: CommandName, call: Call) {
  const { deps, tenant, params, key } = call;
  const program = await findProgram(deps.knex, tenant, params.id ?? '');
  if (program === null) throw notFound('program_not_found');
  requireVersion(call.headers['if-match'], program.version);
  const input = {
    commandId: key?.commandId ?? newId(),
    actor: tenant.actor,
    ...(key === null ? {} : { idempotencyKey: key.key }),
  };
  cacheOf(deps).forget(program);
  const result = await deps.temporal.commands.send(name, program, input).catch(explainUnknown);
  return programOf(name, result);
}

function programOf(name: CommandName, result: CommandResult) {
  switch (result.outcome) {
    case 'applied':
    case 'noop':
      return result.program;
    case 'not_found':
      throw notFound('program_not_found');
    case 'ends_in_the_past':
      throw refusalOf([meaningFault('/endsAt', 'end_in_the_past', 'End date must be in the future')]);
    case 'invalid_transition':
      throw new Problem('invalid_transition', `A program that is ${result.status} cannot ${name}.`, {
        allowed: result.allowed,
      });
  }
}

function explainUnknown(error: unknown): never {
  if (!(error instanceof CommandOutcomeUnknown)) throw error;
  throw new Problem(
    'command_outcome_unknown',
    'No answer came in time, so the command may or may not have been applied. Send it again: with the same Idempotency-Key it is applied once at most.',
    { headers: retryAfter(2), cause: error },
  );
}
