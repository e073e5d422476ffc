import type { Route } from '../route';
import { createTransactionRoute } from './create';
import { getTransactionRoute } from './get';
import { refundRoute } from './refund';

/** Every operation on transactions and their refunds. */
export const transactionRoutes: readonly Route[] = [createTransactionRoute, getTransactionRoute, refundRoute];
