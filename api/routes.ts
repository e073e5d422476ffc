import { adjustmentRoutes } from './adjustments/routes';
import { customerRoutes } from './customers/routes';
import { enrollmentRoutes } from './enrollments/routes';
import { experimentRoutes } from './experiments/routes';
import { importRoutes } from './imports/routes';
import { locationRoutes } from './locations/routes';
import { operationRoutes } from './operations/routes';
import { programRoutes } from './programs/routes';
import type { Route } from './route';
import { redemptionRoutes } from './redemptions/routes';
import { rewardRoutes } from './rewards/routes';
import { ruleTypeRoutes } from './rule-types/routes';
import { scheduledChangeRoutes } from './scheduled-changes/routes';
import { segmentRoutes } from './segments/routes';
import { templateRoutes } from './templates/routes';
import { transactionRoutes } from './transactions/routes';

/** Every operation below the base path. */
export const apiRoutes: readonly Route[] = [
  ...programRoutes,
  ...scheduledChangeRoutes,
  ...operationRoutes,
  ...templateRoutes,
  ...ruleTypeRoutes,
  ...experimentRoutes,
  ...locationRoutes,
  ...segmentRoutes,
  ...customerRoutes,
  ...enrollmentRoutes,
  ...transactionRoutes,
  ...rewardRoutes,
  ...redemptionRoutes,
  ...adjustmentRoutes,
  ...importRoutes,
];
