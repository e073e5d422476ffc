import Joi from 'joi';
import type { Knex } from 'knex';
import { findReward, type OwnedReward } from '../../db/ledger/rewards';
import type { Decided } from '../../domain/ledger/posting';
import { presentReward } from '../../domain/ledger/present';
import type { RewardDecision } from '../../domain/ledger/redeem-reward';
import type { CustomerSheet, Reward } from '../../domain/ledger/sheet';
import { changeCustomer } from '../ledger/change-customer';
import { line } from '../ledger/fields';
import { granted } from '../ledger/granted';
import { notFound } from '../problem';
import type { Call, Reply } from '../route';

/** The field by which one basket tells itself from another. */
export function basket(): Joi.StringSchema {
  return line(255).description(
    'For which basket the reward is held. Left out: for the user whose token it is; tills that share a user need it.',
  );
}

/** For whom a reward is held: a basket of the business, or the user who asks. */
export function holderOf({ tenant }: Call<unknown>, basketId: string | undefined): string {
  return basketId === undefined ? tenant.actor : `basket:${basketId}`;
}

/** The reward that the path names. Problem `reward_not_found` if there is none. */
export async function rewardOf({ tenant, params }: Call<unknown>, knex: Knex): Promise<OwnedReward> {
  const reward = await findReward(knex, tenant, params.id ?? '');
  if (reward === null) throw notFound('reward_not_found');
  return reward;
}

/** Has a decision made about the reward that the path names, and answers with the reward as it then is. */
export async function changeReward(
  call: Call<unknown>,
  decide: (sheet: CustomerSheet, rewardId: string) => Decided<RewardDecision>,
): Promise<Reply> {
  const { id, customerId, programId } = await rewardOf(call, call.deps.knex);
  const request = { customerId, programId, rewardId: id, holdings: true };
  return changeCustomer(
    call,
    request,
    (sheet) => decide(sheet, id),
    (answer) => ({ status: 200, body: presentOwned(granted(answer).reward, customerId, call.now) }),
  );
}

/** A reward with whose it is. */
export function presentOwned(reward: Reward, customerId: string, now: number) {
  return { ...presentReward(reward, now), customerId };
}
