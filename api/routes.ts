import { programRoutes } from './programs/routes';
import type { Route } from './route';

/** Every operation below the base path. */
export const apiRoutes: readonly Route[] = [...programRoutes];
