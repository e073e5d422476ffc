import type Joi from 'joi';
import { currencyDigits, decimalOf, floorDivide, formatMoney, toMinorUnits } from '../money';
import { type CardTerms, cardProgress, moveCard } from './card';
import { type CommonConfig, commonFields, maximumQuantity } from './common-config';
import { choice, group, positive, text, whole } from './fields';
import { type ConfigProblem, fieldsOf, problem } from './problem';
import { type Purchase, type PurchaseLine, sum } from './purchase';
import { nothingQualifies, qualifyingLines } from './qualifying';
import { checkReward, type RewardConfig, rewardFields } from './reward';
import type { Applied, Change, Measured, RuleContext, RuleDefinition } from './rule-type';
import { stampExamples } from './stamp-card.examples';
import { rewardWorth } from './worth';

export const stampEarnTypes = ['per_visit', 'per_item', 'per_dollar'] as const;

export interface StampEarnRule {
  readonly type: (typeof stampEarnTypes)[number];
  /** Stamps per purchase, per item or per unit of the currency; the last one may have up to 4 decimals. */
  readonly value: number;
}

export interface StampCardConfig extends RewardConfig, CommonConfig {
  readonly stampsRequired: number;
  readonly stampEarnRule: StampEarnRule;
  readonly categoryFilter?: string;
}

const docs = `
Stamps for purchases; \`stampsRequired\` of them give a reward, and those beyond carry over to the next card.

- \`per_visit\`: \`value\` stamps for each purchase. \`per_item\`: \`value\` stamps for each item. \`per_dollar\`: the amount
  times \`value\`, rounded down once per purchase.
- \`categoryFilter\`: only lines of this category count. Upper and lower case are the same.
- A refund takes stamps back; when the card is empty, it takes back the latest unused reward and puts the stamps that it
  cost on the card.
`.trim();

function schema(joi: Joi.Root): Joi.ObjectSchema<StampCardConfig> {
  return group<StampCardConfig>(joi, 'Rule config', {
    stampsRequired: whole(joi, 'Stamps required', 2, 100).required(),
    stampEarnRule: group<StampEarnRule>(joi, 'Stamp earn rule', {
      type: choice(joi, 'Stamp earn rule type', stampEarnTypes).required(),
      value: positive(joi, 'Stamps earned', 100, 4).required(),
    }).required(),
    categoryFilter: text(joi, 'Category filter', 40),
    ...rewardFields(joi),
    ...commonFields(joi),
  });
}

/** Only an amount of money can be multiplied by a fraction and rounded; a visit or an item gives whole stamps. */
function checkEarnRule(config: unknown): readonly ConfigProblem[] {
  const { type, value } = fieldsOf(fieldsOf(config)['stampEarnRule']);
  if (type === 'per_dollar' || typeof value !== 'number' || !Number.isFinite(value)) return [];
  if (decimalOf(value).scale === 0) return [];
  const message = 'Stamps earned must be a whole number, unless they are earned per dollar';
  return [problem(['stampEarnRule', 'value'], 'not_a_whole_number', message)];
}

function preview(config: StampCardConfig, currency: string): string {
  const { type, value } = config.stampEarnRule;
  const category = config.categoryFilter;
  const per = {
    per_visit: 'purchase',
    per_item: 'item',
    per_dollar: formatMoney(toMinorUnits(1, currency), currency),
  };
  const from = category === undefined ? '' : ` from ${category}`;
  const earn = `Collect ${value} ${value === 1 ? 'stamp' : 'stamps'} for every ${per[type]}${from}`;
  return `${earn}; ${config.stampsRequired} stamps, and you get: ${config.rewardDescription}.`;
}

type Count = (value: number, lines: readonly PurchaseLine[], currency: string) => bigint;

const counts: Readonly<Record<StampEarnRule['type'], Count>> = {
  per_visit: (value) => BigInt(value),
  per_item: (value, lines) =>
    BigInt(value) * lines.reduce((items, line) => items + BigInt(line.quantity), 0n),
  per_dollar: (value, lines, currency) => {
    const rate = decimalOf(value);
    return floorDivide(
      BigInt(sum(lines)) * rate.coefficient,
      10n ** BigInt(rate.scale + currencyDigits(currency)),
    );
  },
};

function measure(config: StampCardConfig, context: RuleContext, purchase: Purchase): Measured {
  const { categoryFilter, stampEarnRule } = config;
  const lines = qualifyingLines(purchase, categoryFilter);
  if (lines.length === 0) return { quantity: 0, reasons: [nothingQualifies(categoryFilter)] };
  const stamps = counts[stampEarnRule.type](stampEarnRule.value, lines, context.currency);
  const quantity = stamps > maximumQuantity ? maximumQuantity + 1 : Number(stamps);
  return { quantity, reasons: quantity === 0 ? [tooSmall] : [] };
}

const tooSmall = { code: 'too_small_to_earn', message: 'The amount is too small to earn a stamp' };

export interface StampState {
  /** Stamps toward the next reward. */
  readonly progress: number;
}

function apply(
  config: StampCardConfig,
  context: RuleContext,
  state: StampState,
  change: Change,
): Applied<StampState> {
  const { progress, ...move } = moveCard(terms(config), context, state.progress, change);
  return { ...move, state: { progress }, earned: change.quantity + move.shortfall };
}

function terms(config: StampCardConfig): CardTerms {
  return { required: config.stampsRequired, reward: config, refundPolicy: config.refundPolicy ?? 'clamp' };
}

export const stampCard: RuleDefinition<StampCardConfig, StampState> & { readonly type: 'STAMP_CARD' } = {
  type: 'STAMP_CARD',
  title: 'Stamp card',
  summary: 'Stamps per visit, item or dollar; enough of them are a reward.',
  docs,
  logicVersion: 1,
  defaults: {
    stampsRequired: 10,
    stampEarnRule: { type: 'per_visit', value: 1 },
    rewardType: 'free_item',
    rewardValue: 'free_item',
    rewardDescription: 'One item for free',
  },
  examples: stampExamples,
  initialState: { progress: 0 },
  schema,
  check: (config, digits) => [...checkReward(config, digits), ...checkEarnRule(config)],
  unit: () => 'stamps',
  preview,
  measure,
  apply,
  progress: (config, _context, state) => cardProgress('stamps', state.progress, config.stampsRequired),
  holding: (_config, _context, state) => state.progress,
  reach: ({ stampsRequired }) => ({ required: stampsRequired, perDay: null, within: null, hours: null }),
  worth: (config, quantity, currency) => rewardWorth(config, quantity, config.stampsRequired, currency),
};
