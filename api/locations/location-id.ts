import type { Route } from '../route';

/** The path parameter of operations on one location. */
export const locationId: NonNullable<Route['params']> = {
  id: { description: 'Id of the location', missing: 'location_not_found' },
};
