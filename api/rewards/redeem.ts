import Joi from 'joi';
import { cancelRewardRedemption, redeemReward } from '../../domain/ledger/redeem-reward';
import { checkBody } from '../ledger/check-body';
import { decisionContext } from '../ledger/context';
import { id } from '../ledger/fields';
import { requireOpenLocation } from '../ledger/locations';
import { defineRoute } from '../route';
import { basket, changeReward, holderOf } from './change-reward';
import { rewardId } from './reward-id';

interface RedeemBody {
  readonly locationId?: string | null;
  readonly basketId?: string;
}

export const redeemRewardBody = Joi.object<RedeemBody>({
  locationId: id().allow(null).description('Where it is used; needed where only some locations take part.'),
  basketId: basket(),
});

export const redeemRewardRoute = defineRoute({
  method: 'POST',
  path: '/rewards/{id}/redeem',
  operationId: 'redeemReward',
  tag: 'Rewards',
  summary: 'Use a reward',
  description: [
    'Once, at any participating location, also while the program is paused and until the grace period after its end is',
    'over. A reward that is held for another basket cannot be used.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: rewardId,
  body: { schema: 'RewardRedeem', required: false },
  responses: { 200: { description: 'The used reward', schema: 'Reward', headers: ['Idempotent-Replayed'] } },
  problems: [
    'reward_not_found',
    'reward_already_redeemed',
    'reward_expired',
    'reward_revoked',
    'reward_reserved',
    'location_not_participating',
    'program_closed',
    'validation_failed',
    'customer_busy',
  ],
  async handler(call) {
    const { locationId = null, basketId } = checkBody(call.body ?? {}, redeemRewardBody);
    await requireOpenLocation(call, locationId);
    const holder = holderOf(call, basketId);
    return changeReward(call, (sheet, reward) =>
      redeemReward(sheet, { rewardId: reward, locationId, holder }, decisionContext(call)),
    );
  },
});

export const cancelRewardRoute = defineRoute({
  method: 'POST',
  path: '/rewards/{id}/cancel',
  operationId: 'cancelRewardRedemption',
  tag: 'Rewards',
  summary: 'Undo the use of a reward',
  description: [
    "Within the program's limit (`ruleConfig.redemption.cancelWithinMinutes`, an hour by default). The reward can then be",
    'used again, until it expires.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: rewardId,
  body: { schema: 'Empty', required: false },
  responses: { 200: { description: 'The reward', schema: 'Reward', headers: ['Idempotent-Replayed'] } },
  problems: [
    'reward_not_found',
    'reward_not_redeemed',
    'cancellation_too_late',
    'program_closed',
    'customer_busy',
  ],
  async handler(call) {
    checkBody(call.body ?? {}, Joi.object({}));
    return changeReward(call, (sheet, reward) =>
      cancelRewardRedemption(sheet, reward, decisionContext(call)),
    );
  },
});
