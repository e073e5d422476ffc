/** How purchases and refunds move a customer among tiers. Reviews are in `tier-review.ts`. */
import { paidTotal, type Purchase } from './purchase';
import type { Applied, Change, Measured, RuleContext } from './rule-type';
import type { TierBasedConfig, TierMetric } from './tier-config';
import {
  count,
  type HeldTier,
  heldRank,
  metTier,
  nameOf,
  rankOf,
  remainingTier,
  type TierState,
} from './tier-standing';

/** A tier is remembered with the two latest counters that reached it: a refund may break one of them. */
const basesPerTier = 2;

/** What the first tier's threshold counts: the quantity of this rule; the other types are counted alongside. */
export function headline(config: TierBasedConfig): TierMetric {
  return config.tiers[0]?.threshold.type ?? 'spending';
}

/** What a purchase adds to each type of threshold that the tiers use. */
export function measureTiers(config: TierBasedConfig, _context: RuleContext, purchase: Purchase): Measured {
  const amounts = { spending: paidTotal(purchase), visits: 1, points: purchase.pointsEarned ?? 0 };
  const others = new Set(config.tiers.map((tier) => tier.threshold.type));
  others.delete(headline(config));
  const quantity = amounts[headline(config)];
  const also = Object.fromEntries([...others].map((type) => [type, amounts[type]]));
  return { quantity, also, reasons: quantity === 0 ? [nothingCounted] : [] };
}

const nothingCounted = { code: 'nothing_counted', message: 'Nothing in this purchase counts toward a tier' };

/** A purchase raises the tier at once; a refund takes back the tiers that only it had reached. */
export function moveTiers(
  config: TierBasedConfig,
  context: RuleContext,
  state: TierState,
  change: Change,
): Applied<TierState> {
  const { occurredAt, quantity } = change;
  const amounts = { ...change.also, [headline(config)]: quantity };
  const counters = count(config, context.timezone, state.counters, occurredAt, amounts);
  const standing = state.held.filter(({ basis, need }) => basis === '' || (counters[basis] ?? 0) >= need);
  const met = metTier(config, context, counters, occurredAt);
  const reached = met === null ? standing : reach(config, standing, met);
  const held =
    standing.length < state.held.length
      ? fallBack(config, context, { ...state, counters }, reached)
      : reached;
  const earnedAgain = met !== null && met.rank >= heldRank(config, { ...state, held });
  const belowSince = earnedAgain ? null : state.belowSince;
  const after = { ...state, counters, held, belowSince };
  const from = nameOf(config, heldRank(config, state));
  const to = nameOf(config, heldRank(config, after));
  const done = { state: after, earned: quantity, issued: [], revoked: [], shortfall: 0, reasons: [] };
  return from === to ? done : { ...done, tier: { from, to } };
}

/** A broken tier may have hidden a lower one that other purchases reached: it is held as long as the broken one was. */
function fallBack(
  config: TierBasedConfig,
  context: RuleContext,
  state: TierState,
  held: readonly HeldTier[],
): readonly HeldTier[] {
  const remaining = remainingTier(config, context, state);
  if (remaining === null || remaining.rank <= heldRank(config, { held })) return held;
  const { rank: _rank, ...tier } = remaining;
  return [...held, { ...tier, since: Math.min(...state.held.map(({ since }) => since)) }];
}

/** Remembers that a tier was reached, unless a higher one is held or it is remembered already. */
function reach(
  config: TierBasedConfig,
  held: readonly HeldTier[],
  met: HeldTier & { rank: number },
): readonly HeldTier[] {
  const { rank, ...tier } = met;
  const highest = Math.max(-1, ...held.map(({ name }) => rankOf(config, name)));
  if (rank < highest || held.some(({ name, basis }) => name === tier.name && basis === tier.basis))
    return held;
  const same = held.filter(({ name }) => name === tier.name);
  const kept = same.slice(1 - basesPerTier);
  return [
    ...held.filter(({ name }) => name !== tier.name),
    ...kept,
    { ...tier, since: same[0]?.since ?? tier.since },
  ];
}
