import type { Route } from '../route';

/** The path parameter of every operation on one transaction. */
export const transactionId: NonNullable<Route['params']> = {
  id: { description: 'Id of the transaction', missing: 'transaction_not_found' },
};
