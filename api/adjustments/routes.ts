import type { Route } from '../route';
import { adjustRoute } from './create';

/** Every operation that moves an account by hand. */
export const adjustmentRoutes: readonly Route[] = [adjustRoute];
