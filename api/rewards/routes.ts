import type { Route } from '../route';
import { getRewardRoute } from './get';
import { cancelRewardRoute, redeemRewardRoute } from './redeem';
import { releaseRoute, reserveRoute } from './reserve';

/** Every operation on rewards. */
export const rewardRoutes: readonly Route[] = [
  getRewardRoute,
  redeemRewardRoute,
  cancelRewardRoute,
  reserveRoute,
  releaseRoute,
];
