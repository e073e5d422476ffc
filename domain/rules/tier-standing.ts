/** Where a customer stands among tiers: what was counted, which tiers were reached by it, and which one is held. */
import { periodAt } from '../calendar';
import { toMinorUnits } from '../money';
import type { Tier, TierBasedConfig } from './tier-config';
import type { RuleContext } from './rule-type';

/** A tier that was reached, and the counter that reached it. */
export interface HeldTier {
  readonly name: string;
  readonly since: number;
  /** Key of the counter; empty when a review gave the tier. */
  readonly basis: string;
  /** What the counter had to reach. */
  readonly need: number;
}

export interface TierState {
  /** Counted so far, by `type/period`: `spending/2026-03`. Money is in minor units. */
  readonly counters: Readonly<Record<string, number>>;
  readonly held: readonly HeldTier[];
  /** The review that first found the tier no longer earned; null when it is. */
  readonly belowSince: number | null;
  readonly reviewedAt: number | null;
}

/** The rank of the tier that is held, from 0; -1 for none. Tiers that the config no longer names do not count. */
export function heldRank(config: TierBasedConfig, state: Pick<TierState, 'held'>): number {
  return Math.max(-1, ...state.held.map(({ name }) => rankOf(config, name)));
}

/** The position of a tier by name; -1 when there is none. */
export function rankOf(config: TierBasedConfig, name: string): number {
  return config.tiers.findIndex((tier) => tier.name === name);
}

/** The tier of a rank, null below the first. */
export function nameOf(config: TierBasedConfig, rank: number): string | null {
  return config.tiers[rank]?.name ?? null;
}

/** What a tier's counter must reach: minor units, visits or points. */
export function needOf(tier: Tier, currency: string): number {
  const { type, value } = tier.threshold;
  return type === 'spending' ? toMinorUnits(value, currency) : value;
}

/** The key of the counter that a tier looks at, at an instant. */
export function counterKey(tier: Tier, timezone: string, at: number): string {
  return `${tier.threshold.type}/${periodAt(at, timezone, tier.threshold.period).key}`;
}

/** The highest tier whose threshold is met at an instant, as it would be held from then on; null for none. */
export function metTier(
  config: TierBasedConfig,
  context: RuleContext,
  counters: TierState['counters'],
  at: number,
): (HeldTier & { readonly rank: number }) | null {
  for (let rank = config.tiers.length - 1; rank >= 0; rank -= 1) {
    const tier = config.tiers[rank];
    if (tier === undefined) continue;
    const basis = counterKey(tier, context.timezone, at);
    const need = needOf(tier, context.currency);
    if ((counters[basis] ?? 0) >= need) return { name: tier.name, since: at, basis, need, rank };
  }
  return null;
}

/**
 * The highest tier whose threshold is met in any period that was not over at the last review: what remains when a
 * refund has broken the one that was held. Null for none.
 */
export function remainingTier(
  config: TierBasedConfig,
  context: RuleContext,
  { counters, reviewedAt }: Pick<TierState, 'counters' | 'reviewedAt'>,
): (Omit<HeldTier, 'since'> & { readonly rank: number }) | null {
  for (let rank = config.tiers.length - 1; rank >= 0; rank -= 1) {
    const tier = config.tiers[rank] as Tier;
    const need = needOf(tier, context.currency);
    const form = periodForms[tier.threshold.period];
    const first = reviewedAt === null ? '' : counterKey(tier, context.timezone, reviewedAt);
    const basis = Object.keys(counters).find((key) => {
      const [type, period = ''] = key.split('/');
      const fits = type === tier.threshold.type && form.test(period) && key >= first;
      return fits && (counters[key] ?? 0) >= need;
    });
    if (basis !== undefined) return { name: tier.name, basis, need, rank };
  }
  return null;
}

/** What the keys of periods look like; within a length they sort as time goes. */
const periodForms = {
  monthly: /^\d+-\d\d$/,
  quarterly: /^\d+-Q\d$/,
  yearly: /^\d+$/,
  lifetime: /^lifetime$/,
};

/** The counters after amounts (by threshold type) were added, each to the periods in which the purchase was made. */
export function count(
  config: TierBasedConfig,
  timezone: string,
  counters: TierState['counters'],
  at: number,
  amounts: Readonly<Record<string, number>>,
): TierState['counters'] {
  const keys = new Map(
    config.tiers.map((tier) => [counterKey(tier, timezone, at), amounts[tier.threshold.type] ?? 0]),
  );
  const counted = { ...counters };
  for (const [key, amount] of keys) {
    const sum = Math.max(0, (counted[key] ?? 0) + amount);
    if (sum === 0) delete counted[key];
    else counted[key] = sum;
  }
  return counted;
}
