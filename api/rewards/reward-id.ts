import type { Route } from '../route';

/** The path parameter of every operation on one reward. */
export const rewardId: NonNullable<Route['params']> = {
  id: { description: 'Id of the reward', missing: 'reward_not_found' },
};
