/** What a quantity that was earned is worth to the customer: for programs of which only the best one earns. */
import { toMinorUnits } from '../money';
import type { RewardConfig } from './reward';

/** An exact fraction of money, in minor units, or of rewards of which nobody can say what they are worth in money. */
export interface Worth {
  readonly measure: 'money' | 'rewards';
  readonly numerator: bigint;
  /** Above zero. */
  readonly denominator: bigint;
}

/**
 * The share of a reward that a quantity earns when `required` of it earn one; in money if the reward is a credit. What
 * is on the card already does not count: the same purchase is worth the same to everyone.
 */
export function rewardWorth(
  { rewardType, rewardValue }: RewardConfig,
  quantity: number,
  required: number,
  currency: string,
): Worth {
  const fraction = { numerator: BigInt(quantity), denominator: BigInt(required) };
  if (rewardType !== 'credit' || typeof rewardValue !== 'number') return { measure: 'rewards', ...fraction };
  const credit = BigInt(toMinorUnits(rewardValue, currency));
  return { measure: 'money', numerator: fraction.numerator * credit, denominator: fraction.denominator };
}

/** Above zero if `a` is worth more, below zero if less. Both must be of the same measure. */
export function compareWorth(a: Worth, b: Worth): number {
  const difference = a.numerator * b.denominator - b.numerator * a.denominator;
  return difference > 0n ? 1 : difference < 0n ? -1 : 0;
}
