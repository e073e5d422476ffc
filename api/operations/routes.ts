import Joi from 'joi';
import { listOperations } from '../../db/operations/list-operations';
import { requestCancellation } from '../../db/operations/stop-operation';
import { answerPage, type PageQuery, pageParameters } from '../ledger/pages';
import { refuseBody } from '../programs/refuse-body';
import { defineRoute, type Route } from '../route';
import { shownOperation } from './answer';
import { presentOperation } from './present';

const operationId: NonNullable<Route['params']> = {
  id: { description: 'Id of the operation', missing: 'operation_not_found' },
};

const getRoute = defineRoute({
  method: 'GET',
  path: '/operations/{id}',
  operationId: 'getOperation',
  tag: 'Operations',
  summary: 'Get an operation: how far it is, and the results so far',
  description: 'It can be read for 30 days after it has finished.',
  scope: 'loyalty:read',
  params: operationId,
  responses: { 200: { description: 'The operation', schema: 'Operation' } },
  problems: ['operation_not_found'],
  handler: async (call) => ({ status: 200, body: await shownOperation(call, call.params.id ?? '') }),
});

const listRoute = defineRoute<PageQuery>({
  method: 'GET',
  path: '/operations',
  operationId: 'listOperations',
  tag: 'Operations',
  summary: 'List operations',
  description: 'The latest first, without their results.',
  scope: 'loyalty:read',
  query: Joi.object<PageQuery>(pageParameters),
  responses: {
    200: { description: 'One page of operations', schema: 'OperationList', headers: ['X-Read-Only'] },
  },
  problems: ['invalid_cursor', 'page_too_deep'],
  handler: (call) =>
    answerPage(call, {
      name: ['operations'],
      read: (knex, stretch) => listOperations(knex, call.tenant, stretch),
      idOf: ({ id }) => id,
      present: presentOperation,
    }),
});

const cancelRoute = defineRoute({
  method: 'POST',
  path: '/operations/{id}/cancel',
  operationId: 'cancelOperation',
  tag: 'Operations',
  summary: 'Cancel an operation',
  description: [
    'Programs that have not been changed yet will not be; those that have stay as they are. It takes effect within',
    'moments: until then the status is RUNNING. Of a finished operation nothing is cancelled.',
  ].join(' '),
  scope: 'loyalty:write',
  idempotent: true,
  params: operationId,
  body: { schema: 'Empty', required: false },
  responses: {
    200: {
      description: 'The operation as it is now',
      schema: 'Operation',
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['operation_not_found'],
  async handler(call) {
    refuseBody(call.body);
    const id = call.params.id ?? '';
    await requestCancellation(call.deps.knex, call.tenant, id);
    return { status: 200, body: await shownOperation(call, id) };
  },
});

/** Every operation on operations. */
export const operationRoutes: readonly Route[] = [listRoute, getRoute, cancelRoute];
