import { minute, noon, type Wish } from '../../test/support/programs';
import type { RuleConfig, RuleType } from '../rules';
import { MemoryLedger } from './memory-ledger.fixtures';

const free = { rewardType: 'free_item', rewardValue: 'tea', rewardDescription: 'A tea' } as const;
const credit = (rewardValue: number) =>
  ({ rewardType: 'credit', rewardValue, rewardDescription: 'Money' }) as const;
/** Programs by name, with what they give. */
export const rules = {
  /** 10 cents for a dollar. */
  points: ['POINTS_BASED', { pointsPerDollar: 10, redemptionRate: 100 }],
  /** 3 points for a dollar, 7 of which are a dollar. */
  dear: ['POINTS_BASED', { pointsPerDollar: 3, redemptionRate: 7 }],
  /** A tenth of a tea for a purchase. */
  punches: ['PUNCH_CARD', { punchesRequired: 10, ...free }],
  /** A fifth of a tea, from 5 dollars up. */
  fewer: ['PUNCH_CARD', { punchesRequired: 5, minimumPurchaseAmount: 5, ...free }],
  /** 50 cents for a purchase. */
  money: ['PUNCH_CARD', { punchesRequired: 10, ...credit(5) }],
  /** 5 cents for a dollar. */
  goal: ['AMOUNT_SPENT', { thresholdAmount: 100, ...credit(5) }],
  stamps: ['STAMP_CARD', { stampsRequired: 7, stampEarnRule: { type: 'per_dollar', value: 1 }, ...free }],
  visits: ['VISIT_FREQUENCY', { visitsRequired: 4, withinDays: 30, ...free }],
} satisfies Record<string, readonly [RuleType, RuleConfig]>;
export type Name = keyof typeof rules;

/** One of the programs above; `age` in minutes, so that the higher is the older. */
export const program = (name: Name, earns: 'first' | 'best' | null, priority = 0, age = 0): Wish => ({
  name,
  ruleType: rules[name][0],
  ruleConfig: rules[name][1],
  currency: 'USD',
  timezone: 'UTC',
  priority,
  startsAt: noon - 1_000 * minute,
  at: noon - age * minute,
  exclusiveGroup: earns === null ? null : { name: 'welcome', earns },
});
/** A purchase of one thing, in cents. */
export const basket = (amount: number, id = 'p1', at = noon) => ({
  id,
  at,
  lines: [{ quantity: 1, amount }],
  discount: 0,
});
/** What a first purchase does in each of these programs. */
export const outcomesOf = (programs: readonly Wish[], amount: number) =>
  new MemoryLedger(programs, noon).buy(basket(amount), noon);
