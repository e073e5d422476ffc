import type { Route } from '../route';
import { accountRoute, ledgerRoute } from './account';
import { enrolRoute } from './create';
import { listEnrolmentsRoute } from './list';

/** Every operation on enrolments and the accounts they open. */
export const enrollmentRoutes: readonly Route[] = [
  enrolRoute,
  listEnrolmentsRoute,
  accountRoute,
  ledgerRoute,
];
