import { customerRoutes } from './customers/routes';
import { enrollmentRoutes } from './enrollments/routes';
import { programRoutes } from './programs/routes';
import type { Route } from './route';
import { transactionRoutes } from './transactions/routes';

/** Every operation below the base path. */
export const apiRoutes: readonly Route[] = [
  ...programRoutes,
  ...customerRoutes,
  ...enrollmentRoutes,
  ...transactionRoutes,
];
