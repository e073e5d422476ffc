import { adjustmentComponents } from '../adjustments/components';
import { customerComponents } from '../customers/components';
import { enrollmentComponents } from '../enrollments/components';
import { ledgerComponents } from './components';
import { importComponents } from '../imports/components';
import type { Components } from '../openapi/json-schema';
import { redemptionComponents } from '../redemptions/components';
import { rewardComponents } from '../rewards/components';
import { transactionComponents } from '../transactions/components';

/** Named schemas of everything about customers. */
export const dataPlaneComponents: Components = {
  ...ledgerComponents,
  ...customerComponents,
  ...enrollmentComponents,
  ...transactionComponents,
  ...rewardComponents,
  ...adjustmentComponents,
  ...importComponents,
  ...redemptionComponents,
};
