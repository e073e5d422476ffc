/** What a customer reads about tiers: the one that is held, what holds it, and what the next one takes. */
import type { Progress, RuleContext, TierValue, Unit } from './rule-type';
import type { Tier, TierBasedConfig, TierMetric } from './tier-config';
import { lowersAt } from './tier-review';
import { counterKey, heldRank, needOf, type TierState } from './tier-standing';

const units: Readonly<Record<TierMetric, Unit>> = { spending: 'amount', visits: 'visits', points: 'points' };

/** The unit in which a threshold type counts. */
export function unitOf(metric: TierMetric): Unit {
  return units[metric];
}

/** Progress toward the next tier; at the highest one, toward keeping it. */
export function tierProgress(
  config: TierBasedConfig,
  context: RuleContext,
  state: TierState,
  at: number,
): Progress {
  const rank = heldRank(config, state);
  const held = config.tiers[rank];
  const next = config.tiers[rank + 1];
  const heldBy = held === undefined ? null : valueOf(held, context, state, at);
  const ahead = next === undefined ? null : valueOf(next, context, state, at);
  const goal = ahead ?? heldBy ?? { unit: 'amount', current: 0, required: 0 };
  return {
    unit: goal.unit,
    current: goal.current,
    required: goal.required,
    missing: Math.max(0, goal.required - goal.current),
    tier: {
      name: held?.name ?? null,
      since: state.held.find(({ name }) => name === held?.name)?.since ?? null,
      heldBy,
      lowersAt: lowersAt(config, context, state),
      next:
        next === undefined || ahead === null
          ? null
          : { ...ahead, name: next.name, missing: Math.max(0, ahead.required - ahead.current) },
    },
  };
}

function valueOf(tier: Tier, context: RuleContext, state: TierState, at: number): TierValue {
  const key = counterKey(tier, context.timezone, at);
  return {
    unit: unitOf(tier.threshold.type),
    period: key.slice(key.indexOf('/') + 1),
    current: state.counters[key] ?? 0,
    required: needOf(tier, context.currency),
  };
}
