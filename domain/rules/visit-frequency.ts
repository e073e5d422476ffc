import type Joi from 'joi';
import { localDay } from '../calendar';
import { cardProgress } from './card';
import { type CommonConfig, commonFields } from './common-config';
import { flag, group, whole } from './fields';
import { type ConfigProblem, fieldsOf, problem } from './problem';
import { checkReward, type RewardConfig, rewardFields } from './reward';
import type { RuleDefinition } from './rule-type';
import { countingVisits, freeDays } from './visit-days';
import { visitExamples } from './visit-frequency.examples';
import { moveVisits, type VisitState } from './visit-moves';
import { rewardWorth } from './worth';

export interface VisitFrequencyConfig extends RewardConfig, CommonConfig {
  readonly visitsRequired: number;
  /** Length of the rolling window in local days. */
  readonly withinDays: number;
  /** Whether the visits must fall on consecutive local days. */
  readonly consecutiveRequired?: boolean;
}

const docs = `
A reward for \`visitsRequired\` visits within a rolling window of \`withinDays\` local days of the program's time zone.

- One visit per local day counts, however many purchases there are.
- \`consecutiveRequired\`: the visits must fall on consecutive local days.
- The visits that earned a reward are used up. A visit reported late counts on its own day.
- A day stays a visit as long as one of its purchases is not refunded. Refunding a visit that earned a reward takes the
  unused reward back, and the other visits count again.
`.trim();

function schema(joi: Joi.Root): Joi.ObjectSchema<VisitFrequencyConfig> {
  return group<VisitFrequencyConfig>(joi, 'Rule config', {
    visitsRequired: whole(joi, 'Visits required', 2, 365).required(),
    withinDays: whole(joi, 'Within days', 1, 365).required(),
    consecutiveRequired: flag(joi, 'Consecutive required'),
    ...rewardFields(joi),
    ...commonFields(joi),
  });
}

/** One visit per day counts, so a window cannot hold more visits than days. */
function checkWindow(config: unknown): readonly ConfigProblem[] {
  const { visitsRequired, withinDays } = fieldsOf(config);
  if (typeof visitsRequired !== 'number' || typeof withinDays !== 'number' || visitsRequired <= withinDays)
    return [];
  const message = `Visits required must not exceed within days (${withinDays}), since one visit per day counts`;
  return [problem(['visitsRequired'], 'more_visits_than_days', message)];
}

function preview(config: VisitFrequencyConfig): string {
  const when =
    config.consecutiveRequired === true ? 'days in a row' : `times within ${config.withinDays} days`;
  return `Visit us ${config.visitsRequired} ${when}, and get: ${config.rewardDescription}.`;
}

export const visitFrequency: RuleDefinition<VisitFrequencyConfig, VisitState> & {
  readonly type: 'VISIT_FREQUENCY';
} = {
  type: 'VISIT_FREQUENCY',
  title: 'Visit frequency',
  summary: 'A reward for coming back often enough.',
  docs,
  logicVersion: 1,
  defaults: {
    visitsRequired: 5,
    withinDays: 30,
    rewardType: 'discount',
    rewardValue: 10,
    rewardDescription: '10% off your next purchase',
  },
  examples: visitExamples,
  initialState: { days: {}, owed: [] },
  schema,
  check: (config, digits) => [...checkReward(config, digits), ...checkWindow(config)],
  unit: () => 'visits',
  preview,
  measure: () => ({ quantity: 1, reasons: [] }),
  apply: moveVisits,
  progress: (config, context, state, at) => {
    const visits = countingVisits(state.days, config, localDay(at, context.timezone).number);
    return cardProgress('visits', visits - state.owed.length, config.visitsRequired);
  },
  holding: (_config, _context, state) => freeDays(state.days).length - state.owed.length,
  reach: ({ visitsRequired, withinDays, consecutiveRequired }) => ({
    required: visitsRequired,
    perDay: 1,
    within: { days: withinDays, inARow: consecutiveRequired === true },
    hours: null,
  }),
  worth: (config, quantity, currency) => rewardWorth(config, quantity, config.visitsRequired, currency),
};
