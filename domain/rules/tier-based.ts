import { formatMoney, toMinorUnits } from '../money';
import { periodPhrase } from './periods';
import type { RuleContext, RuleDefinition } from './rule-type';
import { tierExamples } from './tier-based.examples';
import { checkTiers, type Tier, type TierBasedConfig, tierSchema } from './tier-config';
import { headline, measureTiers, moveTiers } from './tier-moves';
import { tierProgress, unitOf } from './tier-progress';
import { nextReviewAt, reviewTier } from './tier-review';
import { counterKey, heldRank, rankOf, type TierState } from './tier-standing';

export type { TierBasedConfig } from './tier-config';

const docs = `
Customers hold the highest tier whose threshold they meet: spending, visits (one per purchase) or points earned, each
within a calendar month, quarter or year of the program's time zone, or in their lifetime.

- A purchase that meets a threshold raises the tier at once; the tier's benefits apply from the next purchase.
- \`multipliers.points\` multiplies what the points programs of the same business earn.
- \`evaluationPeriod\`: at each end of such a period tiers are reviewed. A tier is kept when its threshold was met within
  the period that ended; one whose own period is still running is left alone.
- \`degradationRules\`: when enabled, a tier that was not kept is lowered by one, \`gracePeriodMonths\` after the review,
  unless its threshold is met again by then. Otherwise tiers are never lowered.
- A refund takes back what the purchase had added, and a tier that was reached only through it.
`.trim();

function takes({ threshold }: Tier, currency: string): string {
  const { type, value, period } = threshold;
  const things = {
    spending: (): string => `spend ${formatMoney(toMinorUnits(value, currency), currency)}`,
    visits: (): string => `buy ${value} times`,
    points: (): string => `earn ${value} points`,
  };
  return `${things[type]()}${periodPhrase(period)}`;
}

function describe(tier: Tier, currency: string): string {
  const points = tier.multipliers?.['points'];
  const gain = points === undefined ? '' : ` (${points} times the points)`;
  return `${tier.name}${gain}: ${takes(tier, currency)}`;
}

function ladder(config: TierBasedConfig, currency: string): { name: string; takes: string }[] {
  return config.tiers.map((tier) => ({ name: tier.name, takes: takes(tier, currency) }));
}

/** The tier that is held, and what it multiplies points with. */
function current(
  config: TierBasedConfig,
  state: TierState,
): { name: string; pointsMultiplier: number } | null {
  const tier = config.tiers[heldRank(config, state)];
  return tier === undefined ? null : { name: tier.name, pointsMultiplier: tier.multipliers?.['points'] ?? 1 };
}

/** As if a review had given the tier: the next one decides whether it is kept. */
function place(config: TierBasedConfig, state: TierState, name: string, at: number): TierState | null {
  if (rankOf(config, name) < 0) return null;
  const others = state.held.filter((held) => held.name !== name);
  return { ...state, held: [...others, { name, since: at, basis: '', need: 0 }] };
}

/** What is counted in the running period of the lowest tier. */
function holding(config: TierBasedConfig, context: RuleContext, state: TierState, at: number): number {
  const lowest = config.tiers[0];
  return lowest === undefined ? 0 : (state.counters[counterKey(lowest, context.timezone, at)] ?? 0);
}

export const tierBased: RuleDefinition<TierBasedConfig, TierState> & { readonly type: 'TIER_BASED' } = {
  type: 'TIER_BASED',
  title: 'Tiers',
  summary: 'Status levels with benefits, reached by spending, visits or points.',
  docs,
  logicVersion: 1,
  defaults: {
    tiers: [
      {
        name: 'Silver',
        threshold: { type: 'spending', value: 500, period: 'yearly' },
        benefits: ['priority_service'],
      },
      {
        name: 'Gold',
        threshold: { type: 'spending', value: 1500, period: 'yearly' },
        benefits: ['priority_service', 'free_delivery'],
        multipliers: { points: 1.5 },
      },
    ],
    evaluationPeriod: 'yearly',
    degradationRules: { enabled: true, gracePeriodMonths: 3 },
  },
  examples: tierExamples,
  initialState: { counters: {}, held: [], belowSince: null, reviewedAt: null },
  schema: tierSchema,
  check: checkTiers,
  unit: (config) => unitOf(headline(config)),
  preview: (config, currency) =>
    `Reach a tier. ${config.tiers.map((tier) => describe(tier, currency)).join('. ')}.`,
  measure: measureTiers,
  apply: moveTiers,
  progress: tierProgress,
  holding,
  tiers: { ladder, current, place, review: reviewTier, nextReviewAt },
};
