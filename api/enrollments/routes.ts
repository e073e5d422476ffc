import type { Route } from '../route';
import { enrolRoute } from './create';

/** Every operation on enrolments and the accounts they open. */
export const enrollmentRoutes: readonly Route[] = [enrolRoute];
