import type Joi from 'joi';
import { periodAt } from '../calendar';
import { formatMoney, toMinorUnits } from '../money';
import { amountExamples } from './amount-spent.examples';
import { type CardTerms, cardProgress, moveCard } from './card';
import { type CommonConfig, commonMoneyFields } from './common-config';
import { choice, group, money } from './fields';
import { type PeriodUnit, periodPhrase, periodUnits } from './periods';
import { paidTotal, type Purchase } from './purchase';
import { checkReward, type RewardConfig, rewardFields } from './reward';
import type { Applied, Change, Measured, RuleContext, RuleDefinition } from './rule-type';
import { rewardWorth } from './worth';

export interface AmountSpentConfig extends RewardConfig, CommonConfig {
  readonly thresholdAmount: number;
  /** When the spending starts again from zero; `lifetime` (never) when left out. */
  readonly resetPeriod?: PeriodUnit;
}

const docs = `
A reward for each full \`thresholdAmount\` spent within the period. What is spent beyond it counts toward the next one.

- \`resetPeriod\`: calendar months, quarters or years in the program's time zone, or \`lifetime\` (the default). A purchase
  counts in the period in which it was made, even when it is reported later.
- A refund takes its amount from the period of the purchase; when that falls below zero, the latest unused reward of that
  period is taken back.
`.trim();

function schema(joi: Joi.Root, digits: number): Joi.ObjectSchema<AmountSpentConfig> {
  return group<AmountSpentConfig>(joi, 'Rule config', {
    thresholdAmount: money(joi, 'Threshold amount', digits).required(),
    resetPeriod: choice(joi, 'Reset period', periodUnits),
    ...rewardFields(joi),
    ...commonMoneyFields(joi, digits),
  });
}

function preview(config: AmountSpentConfig, currency: string): string {
  const amount = formatMoney(toMinorUnits(config.thresholdAmount, currency), currency);
  const when = periodPhrase(config.resetPeriod ?? 'lifetime');
  return `Spend ${amount}${when}, and get: ${config.rewardDescription}.`;
}

function measure(_config: AmountSpentConfig, _context: RuleContext, purchase: Purchase): Measured {
  const quantity = paidTotal(purchase);
  return { quantity, reasons: quantity === 0 ? [nothingSpent] : [] };
}

const nothingSpent = { code: 'nothing_spent', message: 'Nothing was spent' };

export interface AmountState {
  /** Spending toward the next reward, by period, in minor units. */
  readonly periods: Readonly<Record<string, number>>;
  /** What refunds could not take back and later spending repays first (refund policy `negative`). */
  readonly owed: number;
}

function apply(
  config: AmountSpentConfig,
  context: RuleContext,
  state: AmountState,
  change: Change,
): Applied<AmountState> {
  const repaid = Math.min(state.owed, Math.max(0, change.quantity));
  const key = periodKey(config, context, change.occurredAt);
  const moved = {
    ...change,
    quantity: change.quantity - repaid,
    // Each period has a card of its own, and rewards that came of it.
    held: change.held.filter(({ issuedAt }) => periodKey(config, context, issuedAt) === key),
  };
  const { progress, ...move } = moveCard(terms(config, context), context, state.periods[key] ?? 0, moved);
  const owed = state.owed - repaid + Math.max(0, -progress);
  const { [key]: _before, ...others } = state.periods;
  const periods = progress > 0 ? { ...others, [key]: progress } : others;
  return { ...move, state: { periods, owed }, earned: change.quantity + move.shortfall };
}

function terms(config: AmountSpentConfig, context: RuleContext): CardTerms {
  const required = toMinorUnits(config.thresholdAmount, context.currency);
  return { required, reward: config, refundPolicy: config.refundPolicy ?? 'clamp' };
}

function periodKey(config: AmountSpentConfig, context: RuleContext, at: number): string {
  return periodAt(at, context.timezone, config.resetPeriod ?? 'lifetime').key;
}

function progressAt(config: AmountSpentConfig, context: RuleContext, state: AmountState, at: number): number {
  return (state.periods[periodKey(config, context, at)] ?? 0) - state.owed;
}

export const amountSpent: RuleDefinition<AmountSpentConfig, AmountState> & { readonly type: 'AMOUNT_SPENT' } =
  {
    type: 'AMOUNT_SPENT',
    title: 'Amount spent',
    summary: 'A reward whenever spending reaches an amount.',
    docs,
    logicVersion: 1,
    defaults: {
      thresholdAmount: 100,
      rewardType: 'discount',
      rewardValue: 10,
      rewardDescription: '10% off your next purchase',
      resetPeriod: 'lifetime',
    },
    examples: amountExamples,
    initialState: { periods: {}, owed: 0 },
    schema,
    check: checkReward,
    unit: () => 'amount',
    preview,
    measure,
    apply,
    progress: (config, context, state, at) =>
      cardProgress('amount', progressAt(config, context, state, at), terms(config, context).required),
    holding: progressAt,
    reach: ({ thresholdAmount, resetPeriod = 'lifetime' }, currency) => ({
      required: toMinorUnits(thresholdAmount, currency),
      perDay: null,
      within: resetPeriod === 'lifetime' ? null : { period: resetPeriod },
      hours: null,
    }),
    worth: (config, quantity, currency) =>
      rewardWorth(config, quantity, toMinorUnits(config.thresholdAmount, currency), currency),
  };
