/** Reviews: at each end of an evaluation period, and when the grace that began at one is over. */
import { addMonths, periodAt } from '../calendar';
import type { Reviewed, RuleContext } from './rule-type';
import type { TierBasedConfig } from './tier-config';
import { type HeldTier, heldRank, nameOf, needOf, rankOf, type TierState } from './tier-standing';

/**
 * Whether a tier was kept in the evaluation period that ended at `end`: its threshold was met in a period of its own
 * that lies in it. Null when its own period is still running, so that nothing can be said yet.
 */
function wasKept(
  config: TierBasedConfig,
  context: RuleContext,
  state: TierState,
  rank: number,
  end: number,
): boolean | null {
  const tier = config.tiers[rank];
  if (tier === undefined) return null;
  const { type, period } = tier.threshold;
  const start = periodAt(end - 1, context.timezone, config.evaluationPeriod).start;
  let own = periodAt(end - 1, context.timezone, period);
  if (period !== 'lifetime' && own.end > end) return null;
  const need = needOf(tier, context.currency);
  for (;;) {
    if ((state.counters[`${type}/${own.key}`] ?? 0) >= need) return true;
    if (own.start <= start) return false;
    own = periodAt(own.start - 1, context.timezone, period);
  }
}

/** The state after the review at `at`. A second review at the same instant, or an earlier one, changes nothing. */
export function reviewTier(
  config: TierBasedConfig,
  context: RuleContext,
  state: TierState,
  at: number,
): Reviewed<TierState> {
  if (state.reviewedAt !== null && at <= state.reviewedAt) return { state };
  const { degradationRules: rules } = config;
  const rank = heldRank(config, state);
  if (rules?.enabled !== true || rank < 0) return { state };
  const reviewed = { ...state, reviewedAt: at };
  const belowSince = judge(config, context, state, rank, at);
  const due = belowSince !== null && at >= addMonths(belowSince, context.timezone, rules.gracePeriodMonths);
  if (!due && belowSince === state.belowSince) return { state };
  if (!due) return { state: { ...reviewed, belowSince } };
  const held = lowered(config, state.held, rank, at);
  return {
    state: { ...reviewed, held, belowSince: null },
    tier: { from: nameOf(config, rank), to: nameOf(config, rank - 1) },
  };
}

/** Since when the tier is not earned any more; only the end of an evaluation period can say so anew. */
function judge(
  config: TierBasedConfig,
  context: RuleContext,
  state: TierState,
  rank: number,
  at: number,
): number | null {
  if (periodAt(at, context.timezone, config.evaluationPeriod).start !== at) return state.belowSince;
  const kept = wasKept(config, context, state, rank, at);
  if (kept === null) return state.belowSince;
  return kept ? null : (state.belowSince ?? at);
}

/** One tier down, whatever had reached it. */
function lowered(
  config: TierBasedConfig,
  held: readonly HeldTier[],
  rank: number,
  at: number,
): readonly HeldTier[] {
  const below = held.filter(({ name }) => rankOf(config, name) < rank);
  const name = nameOf(config, rank - 1);
  return name === null || below.some((tier) => tier.name === name)
    ? below
    : [...below, { name, since: at, basis: '', need: 0 }];
}

/** The first instant after `after` at which a tier can fall: an end of an evaluation period, or of the grace after one. */
export function nextReviewAt(config: TierBasedConfig, context: RuleContext, after: number): number | null {
  const { evaluationPeriod, degradationRules: rules } = config;
  if (rules?.enabled !== true) return null;
  const { timezone } = context;
  const graceEnd = (reviewed: number): number => addMonths(reviewed, timezone, rules.gracePeriodMonths);
  const current = periodAt(after, timezone, evaluationPeriod);
  let next = current.end;
  let end = current.start;
  for (let due = graceEnd(end); due > after; due = graceEnd(end)) {
    next = Math.min(next, due);
    end = periodAt(end - 1, timezone, evaluationPeriod).start;
  }
  return next;
}

/** When the tier will be lowered unless it is earned again; null when it is not in danger. */
export function lowersAt(config: TierBasedConfig, context: RuleContext, state: TierState): number | null {
  const { degradationRules: rules } = config;
  if (state.belowSince === null || rules?.enabled !== true) return null;
  return addMonths(state.belowSince, context.timezone, rules.gracePeriodMonths);
}
