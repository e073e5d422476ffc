import { type Components, schemaOfJoi } from '../openapi/json-schema';
import { adjustmentBody } from './create';

/** Bodies of adjustments. */
export const adjustmentComponents: Components = { AdjustmentCreate: schemaOfJoi(adjustmentBody) };
