import type Joi from 'joi';
import { formatMoney, toMinorUnits } from '../money';
import { type CommonConfig, commonMoneyFields } from './common-config';
import { choice, group, money } from './fields';
import { type PeriodUnit, periodPhrase, periodUnits } from './periods';
import { checkReward, type RewardConfig, rewardFields } from './reward';
import type { RuleDefinition } from './rule-type';

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

export const amountSpent: RuleDefinition<AmountSpentConfig> & { readonly type: 'AMOUNT_SPENT' } = {
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
  schema,
  check: checkReward,
  unit: () => 'amount',
  preview,
};
