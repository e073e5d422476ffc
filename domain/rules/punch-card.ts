import type Joi from 'joi';
import { formatMoney, toMinorUnits } from '../money';
import { type CommonConfig, commonFields } from './common-config';
import { group, money, text, whole } from './fields';
import { checkHours, describeHours, type ValidHours, validHoursField } from './hours';
import { checkReward, type RewardConfig, rewardFields } from './reward';
import type { RuleDefinition } from './rule-type';

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
    `Buy ${config.punchesRequired} times`,
    ...(categoryFilter === undefined ? [] : [`from ${categoryFilter}`]),
    ...(minimum === undefined
      ? []
      : [`for ${formatMoney(toMinorUnits(minimum, currency), currency)} or more`]),
    ...(validHours === undefined ? [] : [describeHours(validHours)]),
  ];
  return `${what.join(' ')}, and get: ${config.rewardDescription}.`;
}

export const punchCard: RuleDefinition<PunchCardConfig> & { readonly type: 'PUNCH_CARD' } = {
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
  schema,
  check: (config, digits) => [...checkReward(config, digits), ...checkHours(config)],
  unit: () => 'punches',
  preview,
};
