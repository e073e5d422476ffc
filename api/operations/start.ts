import { findOperation } from '../../db/operations/find-operation';
import { withdrawOperation } from '../../db/operations/stop-operation';
import { Problem, retryAfter } from '../problem';
import type { Call } from '../route';

/** Kept free for reading the results. */
const forTheAnswerMs = 100;

/**
 * Starts the workflow of an operation that is stored, and waits until it has finished, or until `answerBy` of the
 * process's own clock. Problem when Temporal does not take it: then it is as if nobody had asked, unless a worker has
 * it already.
 */
export async function startOperation(
  { deps, tenant }: Pick<Call, 'deps' | 'tenant'>,
  id: string,
  answerBy: number,
): Promise<void> {
  const operation = await findOperation(deps.knex, tenant, id);
  if (operation === null || operation.status !== 'RUNNING') return;
  const { operations } = deps.temporal;
  try {
    await operations.start({ ...operation, total: operation.progress.total });
  } catch (error) {
    if (await withdrawOperation(deps.knex, id)) throw unavailable(error);
    deps.logger.warn({ err: error, operationId: id }, 'the start of an operation was not confirmed');
  }
  await operations.untilFinished(id, answerBy - performance.now() - forTheAnswerMs);
}

function unavailable(cause: unknown): Problem {
  return new Problem(
    'operations_unavailable',
    'The service that carries out operations cannot be reached now. Nothing was changed; send it again.',
    { headers: retryAfter(5), cause },
  );
}
