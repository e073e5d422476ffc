import type { Route } from '../route';
import { archiveLocationRoute } from './archive';
import { createLocationRoute } from './create';
import { getLocationRoute, listLocationsRoute } from './get';
import { restoreLocationRoute } from './restore';
import { updateLocationRoute } from './update';

/** Every operation on locations. */
export const locationRoutes: readonly Route[] = [
  createLocationRoute,
  listLocationsRoute,
  getLocationRoute,
  updateLocationRoute,
  archiveLocationRoute,
  restoreLocationRoute,
];
