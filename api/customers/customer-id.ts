import type { Route } from '../route';

/** The path parameter of every operation on one customer. */
export const customerId: NonNullable<Route['params']> = {
  id: { description: 'Id of the customer', missing: 'customer_not_found' },
};
