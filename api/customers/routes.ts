import type { Route } from '../route';
import { createCustomerRoute } from './create';
import { getCustomerRoute } from './get';

/** Every operation on customers. */
export const customerRoutes: readonly Route[] = [createCustomerRoute, getCustomerRoute];
