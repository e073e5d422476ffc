/** The reward that a rule gives: its config fields, and the check that its value fits its type. */
import type Joi from 'joi';
import { addDays } from '../calendar';
import { decimalOf, maximumAmount } from '../money';
import { choice, type FieldSchemas, tell, text, tooPrecise, whole } from './fields';
import { type ConfigProblem, fieldsOf, problem } from './problem';

export const rewardTypes = ['free_item', 'discount', 'credit'] as const;
export type RewardType = (typeof rewardTypes)[number];

export interface RewardConfig {
  readonly rewardType: RewardType;
  /** `free_item`: what it is, as text. `discount`: a percentage. `credit`: an amount in the program's currency. */
  readonly rewardValue: string | number;
  readonly rewardDescription: string;
  /** How long a reward can be used once it was given; for ever when left out. */
  readonly rewardExpirationDays?: number;
}

/** Schema fields of `RewardConfig`. */
export function rewardFields(joi: Joi.Root): FieldSchemas<RewardConfig> {
  const value = 'Reward value';
  return {
    rewardType: choice(joi, 'Reward type', rewardTypes).required(),
    rewardValue: tell(
      joi.alternatives().try(text(joi, value, 100), joi.number().unsafe().greater(0).max(maximumAmount)),
      {
        'alternatives.types': `${value} must be text or a number`,
        'any.required': `${value} is missing`,
        'number.greater': `${value} must be a positive number`,
        'number.max': `${value} must be at most 1,000,000,000`,
        'number.infinity': `${value} must be at most 1,000,000,000`,
      },
    )
      .required()
      .description(
        'free_item: what it is, as text; discount: a percentage up to 100; credit: an amount of money',
      ),
    rewardDescription: text(joi, 'Reward description', 200).required().description('What the customer reads'),
    rewardExpirationDays: whole(joi, 'Reward expiration days', 1, 3650).description(
      'Days until an unused reward expires; never when left out',
    ),
  };
}

/** Whether `rewardValue` fits `rewardType`. Sees configs of any shape, and leaves to the schema what is its part. */
export function checkReward(config: unknown, digits: number): readonly ConfigProblem[] {
  const { rewardType, rewardValue } = fieldsOf(config);
  const message = mismatch(rewardType, rewardValue, digits);
  return message === null ? [] : [problem(['rewardValue'], 'reward_value_mismatch', message)];
}

function mismatch(type: unknown, value: unknown, digits: number): string | null {
  if (type === 'free_item') {
    return typeof value === 'string' ? null : 'Reward value of a free item must be text that names the item';
  }
  if (type === 'discount') {
    const fits = typeof value === 'number' && value > 0 && value <= 100;
    if (!fits) return 'Reward value of a discount must be a percentage above 0 and up to 100';
    return decimalOf(value).scale > 2 ? tooPrecise('Reward value of a discount', 2) : null;
  }
  if (type === 'credit') {
    if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) {
      return 'Reward value of a credit must be an amount greater than $0';
    }
    return decimalOf(value).scale > digits ? tooPrecise('Reward value of a credit', digits) : null;
  }
  return null;
}

/** A reward that a change gives. */
export interface RewardIssue {
  readonly id: string;
  /** The quantity that it cost, given back when it is revoked. */
  readonly cost: number;
  readonly reward: Pick<RewardConfig, 'rewardType' | 'rewardValue' | 'rewardDescription'>;
  readonly issuedAt: number;
  /** Null for never. */
  readonly expiresAt: number | null;
}

/** What a reward's promise depends on besides the config. */
export interface RewardOccasion {
  readonly occurredAt: number;
  readonly rewardId: (n: number) => string;
}

/** The n-th reward of an occasion, as promised by the config. Its time runs from when the purchase was made. */
export function issueReward(
  config: RewardConfig,
  timezone: string,
  { occurredAt, rewardId }: RewardOccasion,
  n: number,
  cost: number,
): RewardIssue {
  const { rewardType, rewardValue, rewardDescription, rewardExpirationDays: days } = config;
  return {
    id: rewardId(n),
    cost,
    reward: { rewardType, rewardValue, rewardDescription },
    issuedAt: occurredAt,
    expiresAt: days === undefined ? null : addDays(occurredAt, timezone, days),
  };
}
