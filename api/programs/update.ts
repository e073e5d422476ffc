import type { Knex } from 'knex';
import { findProgram } from '../../db/programs/find-program';
import { StaleChange, lockProgram, saveProgram } from '../../db/programs/program-store';
import { editProgram } from '../../domain/program/create';
import { settle } from '../../domain/program/due';
import type { Program, ProgramDefinition } from '../../domain/program/program';
import type { Change } from '../../domain/program/revision';
import { presentProgram } from '../../domain/program/view';
import { notFound } from '../problem';
import { type Call, defineRoute } from '../route';
import { checkEdit } from './check-edit';
import { createExamples } from './examples';
import { programHeaders, requireVersion } from './etag';
import { refusalOf } from './faults';
import { programId } from './program-id';
import { isSameDefinition } from './same-definition';
import { requireReferences, unknownReferences } from './references';
import { type Moved, tellOf } from './tell-of';

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
    const moved = await edit(call);
    tellOf(call, moved);
    return { status: 200, body: presentProgram(moved.after, call.now) };
  },
});

/**
 * Most edits meet nobody: they read, decide and store without a lock, and a revision that came in between stops them.
 * Then, and where locations or segments must stay as they are meanwhile, the program is locked first.
 */
async function edit(call: Call): Promise<Moved> {
  const { deps, tenant, params, body } = call;
  const id = params.id ?? '';
  const locked = () =>
    deps.knex.transaction(async (trx) => applyEdit(trx, call, await lockProgram(trx, tenant, id)));
  const sent = body as { locationIds?: unknown; segmentIds?: unknown } | null;
  if (sent?.locationIds || sent?.segmentIds) return locked();
  try {
    return await applyEdit(deps.knex, call, await findProgram(deps.knex, tenant, id));
  } catch (error) {
    if (!(error instanceof StaleChange)) throw error;
    return locked();
  }
}

/** Checks an edit against the program as stored, and stores it. Problem if it is refused. */
export async function applyEdit(knex: Knex, call: Call, stored: Program | null): Promise<Moved> {
  if (stored === null || stored.deletedAt !== null) throw notFound('program_not_found');
  requireVersion(call.headers['if-match'], stored.version);
  const check = checkEdit(call, stored);
  const { definition, faults } = check;
  if (definition === null) {
    throw refusalOf([...faults, ...(await unknownReferences(knex, call.tenant, check, stored))]);
  }
  await requireReferences(knex, call.tenant, definition, stored);
  const change = editedBy(stored, definition, call);
  if (change !== null) await saveProgram(knex, change);
  return { before: stored, after: change?.program ?? stored };
}

/** The change that an edit makes; null if it changes nothing. */
export function editedBy(
  stored: Program,
  definition: ProgramDefinition,
  { tenant, now }: Call,
): Change | null {
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
