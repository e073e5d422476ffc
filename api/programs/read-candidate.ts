import type { ProgramDefinition } from '../../domain/program/program';
import { defaultsOfBusiness } from '../businesses';
import { Problem } from '../problem';
import type { Call } from '../route';
import { createBody } from './body-schema';
import { checkDefinition } from './check-definition';
import { checkShape } from './check-shape';
import { refusalOf } from './faults';
import { fillFromTemplate } from './from-template';
import { unknownReferences } from './references';

/**
 * The definition in the body of a create, which is not created: to be tried out. Problem with every fault that creating
 * it would be refused for.
 */
export async function readCandidate(call: Call<unknown>): Promise<ProgramDefinition> {
  const shape = checkShape(await fillFromTemplate(call as Call), createBody);
  const defaults = await defaultsOfBusiness(call);
  const live = shape.body.isActive === true;
  const check = checkDefinition(shape, { defaults, now: call.now, live });
  const missing = await unknownReferences(call.deps.knex, call.tenant, check);
  if (check.definition !== null && missing.length === 0) return check.definition;
  throw refusalOf([...check.faults, ...missing]);
}

/** The same of a body that is one field of the request's: every fault points into it. */
export async function readCandidateIn(call: Call<unknown>, field: string): Promise<ProgramDefinition> {
  const body = (call.body as Record<string, unknown>)[field];
  try {
    return await readCandidate({ ...call, body });
  } catch (error) {
    if (!(error instanceof Problem) || error.extras.errors === undefined) throw error;
    const errors = error.extras.errors.map((one) => ({ ...one, pointer: `/${field}${one.pointer}` }));
    throw new Problem(error.code, error.detail, { ...error.extras, errors });
  }
}
