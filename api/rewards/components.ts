import { type Components, schemaOfJoi } from '../openapi/json-schema';
import { redeemRewardBody } from './redeem';
import { releaseBody, reserveBody } from './reserve';

/** Bodies of operations on rewards. */
export const rewardComponents: Components = {
  RewardRedeem: schemaOfJoi(redeemRewardBody),
  RewardReserve: schemaOfJoi(reserveBody),
  RewardRelease: schemaOfJoi(releaseBody),
};
