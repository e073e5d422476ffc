import Joi from 'joi';
import { releaseReward, reserveReward } from '../../domain/ledger/reserve';
import { checkBody } from '../ledger/check-body';
import { decisionContext } from '../ledger/context';
import { whole } from '../ledger/fields';
import { defineRoute } from '../route';
import { basket, changeReward, holderOf } from './change-reward';
import { rewardId } from './reward-id';

interface ReserveBody {
  readonly minutes: number;
  readonly basketId?: string;
}

export const reserveBody = Joi.object<ReserveBody>({
  minutes: whole(1, 1_440).default(15).description('How long.'),
  basketId: basket(),
});

export const releaseBody = Joi.object<Pick<ReserveBody, 'basketId'>>({ basketId: basket() });

const problems = [
  'reward_not_found',
  'reward_already_redeemed',
  'reward_expired',
  'reward_revoked',
  'reward_reserved',
  'program_closed',
  'customer_busy',
] as const;

export const reserveRoute = defineRoute({
  method: 'POST',
  path: '/rewards/{id}/reserve',
  operationId: 'reserveReward',
  tag: 'Rewards',
  summary: 'Hold a reward for a basket',
  description: [
    'Until then nobody else can use it or hold it; the same basket again prolongs. A reservation lapses by itself.',
    'It does not keep a reward from expiring, or from being taken back by a refund.',
  ].join(' '),
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: rewardId,
  body: { schema: 'RewardReserve', required: false },
  responses: { 200: { description: 'The held reward', schema: 'Reward', headers: ['Idempotent-Replayed'] } },
  problems,
  async handler(call) {
    const { minutes, basketId } = checkBody(call.body ?? {}, reserveBody);
    const holder = holderOf(call, basketId);
    return changeReward(call, (sheet, reward) =>
      reserveReward(sheet, { rewardId: reward, holder, minutes }, decisionContext(call)),
    );
  },
});

export const releaseRoute = defineRoute({
  method: 'POST',
  path: '/rewards/{id}/release',
  operationId: 'releaseReward',
  tag: 'Rewards',
  summary: 'Let go of a reward that was held',
  description: 'A reward that is not held, or no longer, is answered as it is.',
  scope: 'loyalty:write',
  plane: 'data',
  idempotent: true,
  params: rewardId,
  body: { schema: 'RewardRelease', required: false },
  responses: { 200: { description: 'The reward', schema: 'Reward', headers: ['Idempotent-Replayed'] } },
  problems,
  async handler(call) {
    const { basketId } = checkBody(call.body ?? {}, releaseBody);
    const holder = holderOf(call, basketId);
    return changeReward(call, (sheet, reward) =>
      releaseReward(sheet, { rewardId: reward, holder }, decisionContext(call)),
    );
  },
});
