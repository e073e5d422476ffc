import { v7 as newId } from 'uuid';
import { operationOfCommand } from '../../db/operations/find-operation';
import { insertOperation } from '../../db/operations/insert-operation';
import type { BulkAction } from '../../db/operations/operation';
import { requireSwitchedOn } from '../middleware/feature-switch';
import { operationHeaders, operationReply } from '../operations/answer';
import { startOperation } from '../operations/start';
import { type Call, defineRoute } from '../route';
import { cacheOf } from './cache';
import { type BulkBody, readBulkBody, within } from './bulk-body';
import { planOf } from './bulk-plan';
import { programsOf } from './bulk-programs';
import { bulkExamples } from './bulk-examples';
import { refusalOf } from './faults';
import { unknownReferences } from './references';

/** An operation that takes longer is answered as accepted, and goes on. */
const answeredWithinMs = 2_000;

/** They only take away, so they stay possible while authoring is switched off, as the single commands do. */
const always: ReadonlySet<BulkAction> = new Set<BulkAction>(['pause', 'end']);

export const bulkRoute = defineRoute({
  method: 'POST',
  path: '/programs/bulk',
  operationId: 'changePrograms',
  tag: 'Operations',
  summary: 'Do one thing to many programs',
  description: [
    'Up to 1,000 programs, named or found by the filters of the list; which they are is settled at once. Answers 200 with',
    'the result of each when that took less than two seconds, otherwise 202, and goes on: follow `Location`. Each program',
    'succeeds or fails by itself, as if it had been asked for alone. Pausing and ending stay possible while the feature is',
    'switched off.',
  ].join(' '),
  scope: 'loyalty:write',
  idempotent: true,
  body: { schema: 'BulkRequest', required: true, examples: bulkExamples },
  responses: {
    200: {
      description: 'All programs have their result',
      schema: 'Operation',
      headers: ['Idempotent-Replayed'],
    },
    202: {
      description: 'It goes on',
      schema: 'Operation',
      headers: ['Location', 'Idempotent-Replayed'],
    },
  },
  problems: ['validation_failed', 'business_not_found', 'operations_unavailable', 'feature_disabled'],
  headersOf: operationHeaders,
  async handler(call) {
    const answerBy = performance.now() + answeredWithinMs;
    const body = readBulkBody(call.body);
    requireAllowed(call, body.action);
    const id = await accepted(call, body);
    await startOperation(call, id, answerBy);
    return operationReply(call, id);
  },
});

function requireAllowed({ deps, tenant }: Call, action: BulkAction): void {
  if (always.has(action)) return;
  requireSwitchedOn({ ...bulkRoute, authoring: true }, deps.config.feature, tenant.businessId);
}

/** The id of the operation: a new one that is stored now, or the one that the same request made before. */
async function accepted(call: Call, body: BulkBody): Promise<string> {
  const { deps, tenant, key } = call;
  const commandId = key?.commandId ?? newId();
  const before = key === null ? null : await operationOfCommand(deps.knex, tenant, commandId);
  if (before !== null) return before;
  await refuseUnknownReferences(call, body);
  const ids = await programsOf(call, body);
  const items = await planOf(call, body, ids);
  const { businessId, actor } = tenant;
  const id = newId();
  const operation = { id, businessId, action: body.action, actor, commandId, items };
  const isNew = await insertOperation(deps.knex, operation);
  for (const programId of ids) cacheOf(deps).forget({ businessId, id: programId });
  return isNew ? id : ((await operationOfCommand(deps.knex, tenant, commandId)) ?? id);
}

/** What the request itself refers to is checked once, not for every program. */
async function refuseUnknownReferences(call: Call, { changes, overrides }: BulkBody): Promise<void> {
  const { locationIds = null, segmentIds = null } = (changes ?? overrides ?? {}) as {
    locationIds?: string[] | null;
    segmentIds?: string[] | null;
  };
  const faults = await unknownReferences(call.deps.knex, call.tenant, { locationIds, segmentIds });
  if (faults.length === 0) return;
  throw refusalOf(within(changes === undefined ? '/overrides' : '/changes', faults));
}
