import { findOperation, operationResults } from '../../db/operations/find-operation';
import { basePath } from '../base-path';
import { notFound } from '../problem';
import type { Call, Reply } from '../route';
import { presentOperation, type OperationView } from './present';

/** An operation as it is now: 200 once it has finished, 202 while it runs. */
export async function operationReply(call: Pick<Call, 'deps' | 'tenant'>, id: string): Promise<Reply> {
  const body = await shownOperation(call, id);
  return { status: body.status === 'RUNNING' ? 202 : 200, body };
}

/** An operation with its results so far. Problem `operation_not_found`. */
export async function shownOperation(
  { deps, tenant }: Pick<Call, 'deps' | 'tenant'>,
  id: string,
): Promise<OperationView> {
  const operation = await findOperation(deps.knex, tenant, id);
  if (operation === null) throw notFound('operation_not_found');
  return { ...presentOperation(operation), results: await operationResults(deps.knex, operation) };
}

/** Where to follow an operation that goes on. */
export function operationHeaders({ status, body }: Reply): Record<string, string> {
  return status === 202 ? { Location: `${basePath}/operations/${(body as OperationView).id}` } : {};
}
