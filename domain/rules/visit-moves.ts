/** How visits come and go, and the rewards with them. */
import { localDay } from '../calendar';
import { usedAlready } from './card';
import type { CommonConfig } from './common-config';
import { issueReward, type RewardConfig, type RewardIssue } from './reward';
import type { Applied, Change, RuleContext } from './rule-type';
import {
  daysOf,
  earningDays,
  mark,
  recent,
  substituteFor,
  type VisitDays,
  type VisitTerms,
  without,
} from './visit-days';

export interface VisitState {
  readonly days: VisitDays;
  /** Rewards that were used although one of their visits was refunded: the next visits make up for them (`negative`). */
  readonly owed: readonly string[];
}

type Terms = VisitTerms & RewardConfig & Pick<CommonConfig, 'refundPolicy'>;

type Outcome = Applied<VisitState>;

const unchanged = { earned: 0, issued: [], revoked: [], shortfall: 0, reasons: [] };

/** The days and rewards after a purchase, or after one of its day was refunded entirely. */
export function moveVisits(config: Terms, context: RuleContext, state: VisitState, change: Change): Outcome {
  const today = localDay(change.occurredAt, context.timezone).number;
  return change.quantity > 0
    ? visit(config, context, state, change, today)
    : takeBack(config, context, state, change, today);
}

function visit(
  config: Terms,
  context: RuleContext,
  state: VisitState,
  change: Change,
  today: number,
): Outcome {
  const known = state.days[today];
  if (known !== undefined) {
    const days = { ...state.days, [today]: { ...known, purchases: known.purchases + 1 } };
    return { ...unchanged, state: { ...state, days }, reasons: [alreadyVisited] };
  }
  const days = recent({ ...state.days, [today]: { purchases: 1 } });
  const [first, ...owed] = state.owed;
  if (first !== undefined)
    return { ...unchanged, state: { days: mark(days, [today], first), owed }, earned: 1 };
  const given = giveRewards(config, context, days, change);
  return { ...unchanged, state: { days: given.days, owed: [] }, earned: 1, issued: given.issued };
}

const alreadyVisited = {
  code: 'already_visited_today',
  message: 'One visit a day counts, and today is counted already',
};

function giveRewards(
  config: Terms,
  context: RuleContext,
  free: VisitDays,
  change: Change,
): { days: VisitDays; issued: readonly RewardIssue[] } {
  const issued: RewardIssue[] = [];
  let days = free;
  for (let earning = earningDays(days, config); earning !== null; earning = earningDays(days, config)) {
    const reward = issueReward(config, context.timezone, change, issued.length, config.visitsRequired);
    issued.push(reward);
    days = mark(days, earning, reward.id);
  }
  return { days, issued };
}

function takeBack(
  config: Terms,
  context: RuleContext,
  state: VisitState,
  change: Change,
  today: number,
): Outcome {
  const known = state.days[today];
  if (known === undefined) return { ...unchanged, state, reasons: [forgotten] };
  if (known.purchases > 1) {
    const days = { ...state.days, [today]: { ...known, purchases: known.purchases - 1 } };
    return { ...unchanged, state: { ...state, days }, reasons: [stillVisited] };
  }
  const days = without(state.days, today);
  if (known.reward === undefined) return { ...unchanged, state: { ...state, days }, earned: -1 };
  return loseUsedVisit(config, context, { ...state, days }, change, known.reward);
}

const forgotten = { code: 'visit_not_counted', message: 'The visit does not count any more' };
const stillVisited = {
  code: 'still_visited_that_day',
  message: 'Another purchase of that day keeps the visit',
};

/** A reward has lost one of its visits: another takes its place, or it is revoked, or it was used already. */
function loseUsedVisit(
  config: Terms,
  context: RuleContext,
  state: VisitState,
  change: Change,
  reward: string,
): Outcome {
  const substitute = substituteFor(state.days, reward, config);
  if (substitute !== null) {
    return { ...unchanged, state: { ...state, days: mark(state.days, [substitute], reward) }, earned: -1 };
  }
  if (change.held.some(({ id }) => id === reward)) {
    const freed = mark(state.days, daysOf(state.days, reward));
    const given = giveRewards(config, context, freed, change);
    return {
      ...unchanged,
      state: { ...state, days: given.days },
      earned: -1,
      issued: given.issued,
      revoked: [reward],
    };
  }
  if (config.refundPolicy !== 'negative')
    return { ...unchanged, state, earned: 0, shortfall: 1, reasons: [usedAlready] };
  return {
    ...unchanged,
    state: { ...state, owed: [...state.owed, reward] },
    earned: -1,
    reasons: [usedAlready],
  };
}
