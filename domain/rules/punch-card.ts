import type Joi from 'joi';
import { formatMoney, toMinorUnits } from '../money';
import { localHour } from '../calendar';
import { type CardTerms, cardProgress, moveCard } from './card';
import { type CommonConfig, commonFields } from './common-config';
import { group, money, text, whole } from './fields';
import { checkHours, describeHours, isWithin, type ValidHours, validHoursField } from './hours';
import { punchExamples } from './punch-card.examples';
import { type Purchase, sum } from './purchase';
import { belowMinimum, nothingQualifies, qualifyingLines } from './qualifying';
import { checkReward, type RewardConfig, rewardFields } from './reward';
import type { Applied, Change, Measured, Reason, RuleContext, RuleDefinition } from './rule-type';
import { rewardWorth } from './worth';

export interface PunchCardConfig extends RewardConfig, CommonConfig {
  readonly punchesRequired: number;
  readonly minimumPurchaseAmount?: number;
  readonly categoryFilter?: string;
  readonly validHours?: ValidHours;
}

const docs = `
One punch for each qualifying purchase. The punch that fills the card gives the reward, and a new card starts.

- \`minimumPurchaseAmount\`: compared with the total after discounts; with \`categoryFilter\`, with what was spent in that
  category.
- \`categoryFilter\`: only purchases with a line of this category count. Upper and lower case are the same.
- \`validHours\`: only purchases in these hours of the location's local time count. They may pass midnight: 22 to 2.
- A refund that brings the purchase below what qualifies takes its punch back. When the card is empty, it takes back the
  latest unused reward and puts the punches that it cost on the card.
`.trim();

function schema(joi: Joi.Root, digits: number): Joi.ObjectSchema<PunchCardConfig> {
  return group<PunchCardConfig>(joi, 'Rule config', {
    punchesRequired: whole(joi, 'Punches required', 2, 50).required(),
    minimumPurchaseAmount: money(joi, 'Minimum purchase amount', digits),
    categoryFilter: text(joi, 'Category filter', 40),
    validHours: validHoursField(joi),
    ...rewardFields(joi),
    ...commonFields(joi),
  });
}

function preview(config: PunchCardConfig, currency: string): string {
  const { minimumPurchaseAmount: minimum, categoryFilter, validHours } = config;
  const what = [
    'Buy',
    ...(categoryFilter === undefined ? [] : [categoryFilter]),
    `${config.punchesRequired} times`,
    ...(minimum === undefined
      ? []
      : [`for ${formatMoney(toMinorUnits(minimum, currency), currency)} or more`]),
    ...(validHours === undefined ? [] : [describeHours(validHours)]),
  ];
  return `${what.join(' ')}, and get: ${config.rewardDescription}.`;
}

/** One punch, unless something speaks against it. */
function measure(config: PunchCardConfig, context: RuleContext, purchase: Purchase): Measured {
  const reasons = objections(config, context, purchase);
  return { quantity: reasons.length === 0 ? 1 : 0, reasons };
}

function objections(config: PunchCardConfig, context: RuleContext, purchase: Purchase): readonly Reason[] {
  const { categoryFilter, validHours, minimumPurchaseAmount } = config;
  const lines = qualifyingLines(purchase, categoryFilter);
  if (lines.length === 0) return [nothingQualifies(categoryFilter)];
  const tooLittle = belowMinimum(sum(lines), minimumPurchaseAmount, context.currency);
  const hour = localHour(purchase.occurredAt, purchase.locationTimezone ?? context.timezone);
  const outside = validHours === undefined || isWithin(validHours, hour) ? null : outsideHours(validHours);
  return [tooLittle, outside].filter((reason) => reason !== null);
}

function outsideHours(hours: ValidHours): Reason {
  return { code: 'outside_valid_hours', message: `Only purchases ${describeHours(hours)} count` };
}

export interface PunchState {
  /** Punches on the card that is being filled. */
  readonly progress: number;
}

function apply(
  config: PunchCardConfig,
  context: RuleContext,
  state: PunchState,
  change: Change,
): Applied<PunchState> {
  const { progress, ...move } = moveCard(terms(config), context, state.progress, change);
  return { ...move, state: { progress }, earned: change.quantity + move.shortfall };
}

function terms(config: PunchCardConfig): CardTerms {
  return { required: config.punchesRequired, reward: config, refundPolicy: config.refundPolicy ?? 'clamp' };
}

export const punchCard: RuleDefinition<PunchCardConfig, PunchState> & { readonly type: 'PUNCH_CARD' } = {
  type: 'PUNCH_CARD',
  title: 'Punch card',
  summary: 'A punch for each purchase; a full card is a reward.',
  docs,
  logicVersion: 1,
  defaults: {
    punchesRequired: 10,
    rewardType: 'free_item',
    rewardValue: 'free_item',
    rewardDescription: 'One item for free',
  },
  examples: punchExamples,
  initialState: { progress: 0 },
  schema,
  check: (config, digits) => [...checkReward(config, digits), ...checkHours(config)],
  unit: () => 'punches',
  preview,
  measure,
  apply,
  progress: (config, _context, state) => cardProgress('punches', state.progress, config.punchesRequired),
  holding: (_config, _context, state) => state.progress,
  reach: ({ punchesRequired, validHours }) => ({
    required: punchesRequired,
    perDay: null,
    within: null,
    hours: validHours ?? null,
  }),
  worth: (config, quantity, currency) => rewardWorth(config, quantity, config.punchesRequired, currency),
};
