import type { ItemResult, Operation } from '../../db/operations/operation';
import { iso } from '../../domain/program/view';

/** An operation as the API shows it, without its results. */
export function presentOperation(operation: Operation) {
  return {
    id: operation.id,
    action: operation.action,
    status: operation.status,
    progress: operation.progress,
    createdAt: iso(operation.createdAt),
    cancelRequestedAt: iso(operation.cancelRequestedAt),
    finishedAt: iso(operation.finishedAt),
  };
}

/** The same with them. */
export type OperationView = ReturnType<typeof presentOperation> & { readonly results: readonly ItemResult[] };
