import { isOpen } from '../../domain/ledger/account-draft';
import { asHeld, hasExpired } from '../../domain/ledger/expiry';
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
    const { value: owned, headers } = await readPrograms(call.deps, (knex) => rewardOf(call, knex));
    const { program, customerId, ...reward } = owned;
    const expired = isOpen(reward) && hasExpired(reward, program, call.now);
    const stands = expired ? { ...reward, status: 'expired' as const } : reward;
    const held = asHeld([stands], program, call.now).map((one) => presentOwned(one, customerId, call.now));
    return { status: 200, body: held[0], headers };
  },
});
