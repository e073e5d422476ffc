import type { Route } from '../route';
import { cancelRedemptionRoute } from './cancel';
import { redeemPointsRoute } from './create';

/** Every operation on spent points. */
export const redemptionRoutes: readonly Route[] = [redeemPointsRoute, cancelRedemptionRoute];
