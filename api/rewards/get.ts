import { hasExpired } from '../../domain/ledger/lots';
import { readPrograms } from '../programs/read-source';
import { defineRoute } from '../route';
import { presentOwned, rewardOf } from './change-reward';
import { rewardId } from './reward-id';

export const getRewardRoute = defineRoute({
  method: 'GET',
  path: '/rewards/{id}',
  operationId: 'getReward',
  tag: 'Rewards',
  summary: 'Get a reward',
  scope: 'loyalty:read',
  plane: 'data',
  params: rewardId,
  responses: { 200: { description: 'The reward', schema: 'Reward', headers: ['X-Read-Only'] } },
  problems: ['reward_not_found'],
  async handler(call) {
    const { value: reward, headers } = await readPrograms(call.deps, (knex) => rewardOf(call, knex));
    const open = reward.status === 'available' || reward.status === 'reserved';
    const now = open && hasExpired(reward, call.now) ? { ...reward, status: 'expired' as const } : reward;
    return { status: 200, body: presentOwned(now, reward.customerId, call.now), headers };
  },
});
