import { setImmediate as turn } from 'node:timers/promises';
import { v7 as newId } from 'uuid';
import type { NewItem } from '../../db/operations/operation';
import { findPrograms } from '../../db/programs/matching-programs';
import type { Program } from '../../domain/program/program';
import { presentProgram } from '../../domain/program/view';
import { notFound, Problem } from '../problem';
import type { Call } from '../route';
import { createBody } from './body-schema';
import type { BulkBody } from './bulk-body';
import { checkDefinition } from './check-definition';
import { checkEdit } from './check-edit';
import { checkShape } from './check-shape';
import { copyBody } from './copy-body';
import { isGone } from './duplicate';
import { refusalOf } from './faults';
import { merge } from './from-template';
import { refuseLostReferences } from './lost-references';
import { definitionBody } from './stored-body';
import { editedBy } from './update';

/** Programs whose definitions are checked before other requests have their turn. */
const checkedAtOnce = 20;

/**
 * What is to be done to each program. Definitions of edits and copies are worked out and checked here, by the code
 * that checks single ones; a program whose own is refused has its result already.
 */
export async function planOf(call: Call, body: BulkBody, ids: readonly string[]): Promise<NewItem[]> {
  const { action } = body;
  if (action !== 'update' && action !== 'duplicate') return ids.map((programId) => ({ programId }));
  const programs = await findPrograms(call.deps.knex, call.tenant, ids);
  const items: NewItem[] = [];
  for (const [index, programId] of ids.entries()) {
    if (index % checkedAtOnce === checkedAtOnce - 1) await turn();
    const program = programs.get(programId);
    items.push(await refusing(programId, () => planOne(call, body, program)));
  }
  return items;
}

function planOne(call: Call, body: BulkBody, program: Program | undefined): NewItem | Promise<NewItem> {
  if (program === undefined) throw notFound('program_not_found');
  return body.action === 'update'
    ? planUpdate(call, program, body.changes)
    : planDuplicate(call, program, body.overrides);
}

function planUpdate(call: Call, program: Program, changes: unknown): NewItem {
  if (program.deletedAt !== null) throw notFound('program_not_found');
  const whole = merge(definitionBody(program), changes);
  const { definition, faults } = checkEdit({ ...call, body: whole }, program);
  if (definition === null) throw refusalOf(faults);
  const programId = program.id;
  if (editedBy(program, definition, call) === null) {
    return {
      programId,
      result: { programId, status: 'succeeded', program: presentProgram(program, call.now) },
    };
  }
  return { programId, request: { kind: 'update', version: program.version, definition } };
}

async function planDuplicate(call: Call, program: Program, overrides: unknown): Promise<NewItem> {
  if (isGone(program, call.now)) throw notFound('program_not_found');
  await refuseLostReferences(call, program, overrides);
  const shape = checkShape(copyBody(program, overrides, call.now), createBody);
  const isActive = shape.body.isActive === true;
  const { definition, faults } = checkDefinition(shape, { defaults: program, now: call.now, live: isActive });
  if (definition === null) throw refusalOf(faults);
  return { programId: program.id, request: { kind: 'duplicate', copyId: newId(), definition, isActive } };
}

/** A refusal is a result like any other: it is about this program alone. */
async function refusing(programId: string, plan: () => NewItem | Promise<NewItem>): Promise<NewItem> {
  try {
    return await plan();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, detail, extras } = error;
    const errors = extras.errors === undefined ? {} : { errors: extras.errors };
    return { programId, result: { programId, status: 'failed', code, message: detail, ...errors } };
  }
}
