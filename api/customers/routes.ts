import type { Route } from '../route';
import { createCustomerRoute } from './create';
import { eraseCustomerRoute } from './erase';
import { getCustomerRoute } from './get';
import { listCustomersRoute } from './list';
import { updateCustomerRoute } from './update';

/** Every operation on customers. */
export const customerRoutes: readonly Route[] = [
  createCustomerRoute,
  listCustomersRoute,
  getCustomerRoute,
  updateCustomerRoute,
  eraseCustomerRoute,
];
