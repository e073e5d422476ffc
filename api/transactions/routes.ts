import type { Route } from '../route';
import { createTransactionRoute } from './create';

/** Every operation on transactions and their refunds. */
export const transactionRoutes: readonly Route[] = [createTransactionRoute];
