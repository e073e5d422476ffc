import { v7 as newId } from 'uuid';
import { insertProgram } from '../../db/programs/program-store';
import { createProgram } from '../../domain/program/create';
import type { ProgramDefinition } from '../../domain/program/program';
import type { Change } from '../../domain/program/revision';
import { presentProgram } from '../../domain/program/view';
import { keepReply } from '../keep-reply';
import { basePath } from '../base-path';
import { defaultsOfBusiness } from '../businesses';
import { type Call, defineRoute, type Reply } from '../route';
import { createBody } from './body-schema';
import { cacheOf } from './cache';
import { checkDefinition } from './check-definition';
import { checkShape, type ShapeCheck } from './check-shape';
import { programHeaders } from './etag';
import { createExamples } from './examples';
import { refusalOf } from './faults';
import { fillFromTemplate } from './from-template';
import { refersToOthers, requireReferences, unknownReferences } from './references';

export const createRoute = defineRoute({
  method: 'POST',
  path: '/programs',
  operationId: 'createProgram',
  tag: 'Programs',
  summary: 'Create a program',
  description: [
    'From scratch, or from a template: `templateId` with whatever is to differ from it. Without `isActive` it is a draft. With `isActive: true` it is live: at once, or from `startsAt` on.',
    'Every fault is reported at once: 422 as soon as one is about meaning (the rule, dates, locations), otherwise 400.',
  ].join(' '),
  scope: 'loyalty:write',
  authoring: true,
  idempotent: true,
  body: { schema: 'ProgramNew', required: true, examples: createExamples },
  responses: {
    201: {
      description: 'The new program',
      schema: 'Program',
      headers: ['ETag', 'Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['validation_failed', 'business_not_found'],
  headersOf: createdHeaders,
  handler: async (call) => createFrom(call, checkShape(await fillFromTemplate(call), createBody)),
});

/** Creates the program that a body defines, and answers with it. Problem with every fault that the body has. */
export async function createFrom(call: Call, shape: ShapeCheck): Promise<Reply> {
  const definition = await readDefinition(call, shape);
  const change = createProgram(definition, {
    id: newId(),
    businessId: call.tenant.businessId,
    actor: call.tenant.actor,
    // The key's row, stored with the program, is what keeps a repetition from creating a second one.
    commandId: null,
    isActive: shape.body.isActive === true,
    at: call.now,
  });
  const reply = { status: 201, body: presentProgram(change.program, call.now) };
  await store(call, change, reply);
  cacheOf(call.deps).remember(change.program);
  call.deps.temporal.nudger.nudge(change.program);
  return reply;
}

/** Headers of the answer that is a new program. */
export function createdHeaders(reply: Reply): Record<string, string> {
  return { ...programHeaders(reply), Location: locationOf(reply) };
}

/** The definition in the body. Problem with every fault, those of its locations and segments included. */
async function readDefinition(call: Call, shape: ShapeCheck): Promise<ProgramDefinition> {
  const defaults = await defaultsOfBusiness(call);
  const live = shape.body.isActive === true;
  const check = checkDefinition(shape, { defaults, now: call.now, live });
  if (check.definition !== null) return check.definition;
  throw refusalOf([...check.faults, ...(await unknownReferences(call.deps.knex, call.tenant, check))]);
}

/** One statement where that is enough; a transaction where locations, segments or a key must be in step with it. */
async function store({ deps, tenant, key }: Call, change: Change, reply: Reply): Promise<void> {
  if (key === null && !refersToOthers(change.program)) return insertProgram(deps.knex, change);
  await deps.knex.transaction(async (trx) => {
    await requireReferences(trx, tenant, change.program);
    await insertProgram(trx, change);
    await keepReply(trx, { tenant, key }, reply);
  });
}

function locationOf({ body }: Reply): string {
  return `${basePath}/programs/${(body as { id: string }).id}`;
}
