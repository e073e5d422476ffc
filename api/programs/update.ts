import { lockProgram, saveProgram } from '../../db/programs/program-store';
import { editProgram } from '../../domain/program/create';
import { nextAlarm, settle } from '../../domain/program/due';
import type { Program, ProgramDefinition } from '../../domain/program/program';
import type { Change } from '../../domain/program/revision';
import { presentProgram } from '../../domain/program/view';
import { notFound } from '../problem';
import { type Call, defineRoute } from '../route';
import { checkEdit } from './check-edit';
import { createExamples } from './examples';
import { programHeaders, requireVersion } from './etag';
import { refusalOf } from './faults';
import { requireLocations, unknownLocations } from './locations';
import { programId } from './program-id';
import { isSameDefinition } from './same-definition';

export const updateRoute = defineRoute({
  method: 'PUT',
  path: '/programs/{id}',
  operationId: 'updateProgram',
  tag: 'Programs',
  summary: 'Replace the definition of a program',
  description: [
    'What the body leaves out is reset, except time zone and currency, which stay. A live program always has a start:',
    'sent without one it keeps a start that has passed, and starts now if it still lay ahead.',
    'An edit that changes nothing answers 200 and makes no new version.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  conditional: true,
  params: programId,
  body: { schema: 'ProgramEdit', required: true, examples: editExamples() },
  responses: { 200: { description: 'The program as it is now', schema: 'Program', headers: ['ETag'] } },
  problems: ['validation_failed', 'program_not_found', 'program_ended', 'stale_version', 'invalid_if_match'],
  headersOf: programHeaders,
  async handler(call) {
    const { before, after } = await call.deps.knex.transaction(async (trx) => {
      const stored = await lockProgram(trx, call.tenant, call.params.id ?? '');
      if (stored === null || stored.deletedAt !== null) throw notFound('program_not_found');
      requireVersion(call.headers['if-match'], stored.version);
      const { definition, locationIds, faults } = checkEdit(call, stored);
      if (definition === null) {
        throw refusalOf([...faults, ...(await unknownLocations(trx, call.tenant, locationIds))]);
      }
      await requireLocations(trx, call.tenant, definition.locationIds);
      const change = edited(stored, definition, call);
      if (change !== null) await saveProgram(trx, change, { acknowledged: false });
      return { before: stored, after: change?.program ?? stored };
    });
    if (nextAlarm(before) !== nextAlarm(after)) call.deps.temporal.nudger.nudge(after);
    return { status: 200, body: presentProgram(after, call.now) };
  },
});

/** The change that an edit makes; null if it changes nothing. */
function edited(stored: Program, definition: ProgramDefinition, { tenant, now }: Call): Change | null {
  const change = editProgram(stored, definition, { actor: tenant.actor, commandId: null, at: now });
  return isSameDefinition(settle(stored, now).program, change.program) ? null : change;
}

function editExamples() {
  return Object.fromEntries(
    Object.entries(createExamples).map(([name, { summary, value }]) => {
      const { isActive: _, ...definition } = value;
      return [name, { summary, value: definition }];
    }),
  );
}
