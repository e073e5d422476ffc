/** The config of TIER_BASED: its shape, and what a shape cannot say. */
import type Joi from 'joi';
import { decimalOf, maximumAmount } from '../money';
import { checkNames } from './categories';
import { type CommonConfig, commonFields } from './common-config';
import { byCategory, choice, flag, group, list, positive, text, tooPrecise, whole } from './fields';
import { type PeriodUnit, periodUnits } from './periods';
import { type ConfigProblem, fieldsOf, itemsOf, problem } from './problem';

export const tierMetrics = ['spending', 'visits', 'points'] as const;
export type TierMetric = (typeof tierMetrics)[number];

export interface TierThreshold {
  readonly type: TierMetric;
  /** `spending`: an amount in the program's currency. Otherwise a whole number. */
  readonly value: number;
  readonly period: PeriodUnit;
}

export interface Tier {
  readonly name: string;
  readonly threshold: TierThreshold;
  readonly benefits: readonly string[];
  /** `points` multiplies what the business's points programs earn. */
  readonly multipliers?: Readonly<Record<string, number>>;
}

export interface TierBasedConfig extends CommonConfig {
  /** From the lowest to the highest. */
  readonly tiers: readonly Tier[];
  readonly evaluationPeriod: Exclude<PeriodUnit, 'lifetime'>;
  readonly degradationRules?: { readonly enabled: boolean; readonly gracePeriodMonths: number };
}

/** Joi schema of the config. */
export function tierSchema(joi: Joi.Root): Joi.ObjectSchema<TierBasedConfig> {
  return group<TierBasedConfig>(joi, 'Rule config', {
    tiers: list(joi, 'Tiers', tierField(joi), 1, 20).required().description('From the lowest to the highest'),
    evaluationPeriod: choice(joi, 'Evaluation period', [
      'monthly',
      'quarterly',
      'yearly',
    ] as const).required(),
    degradationRules: group<NonNullable<TierBasedConfig['degradationRules']>>(joi, 'Degradation rules', {
      enabled: flag(joi, 'Degradation').required(),
      gracePeriodMonths: whole(joi, 'Grace period months', 0, 24).required(),
    }),
    ...commonFields(joi),
  });
}

function tierField(joi: Joi.Root): Joi.ObjectSchema<Tier> {
  return group<Tier>(joi, 'Tier', {
    name: text(joi, 'Tier name', 40).required(),
    threshold: group<TierThreshold>(joi, 'Tier threshold', {
      type: choice(joi, 'Threshold type', tierMetrics).required(),
      value: positive(joi, 'Threshold value', maximumAmount, 4).required(),
      period: choice(joi, 'Threshold period', periodUnits).required(),
    }).required(),
    benefits: list(joi, 'Benefits', text(joi, 'Benefit', 100), 0, 50).required(),
    multipliers: byCategory(joi, 'Multipliers', positive(joi, 'Multiplier', 100, 4), 20),
  });
}

/** Tiers with the same name, thresholds that do not rise, and values that do not fit what they count. */
export function checkTiers(config: unknown, digits: number): readonly ConfigProblem[] {
  const tiers = itemsOf(fieldsOf(config)['tiers']);
  const badNames = tiers.flatMap((tier, index) =>
    checkNames(fieldsOf(tier)['multipliers'], ['tiers', index, 'multipliers']),
  );
  return [
    ...badNames,
    ...duplicateNames(tiers),
    ...valuesThatDoNotFit(tiers, digits),
    ...thresholdsThatDoNotRise(tiers),
  ];
}

function duplicateNames(tiers: readonly unknown[]): ConfigProblem[] {
  const seen = new Set<string>();
  return tiers.flatMap((tier, index) => {
    const { name } = fieldsOf(tier);
    if (typeof name !== 'string') return [];
    const key = name.trim().toLowerCase();
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const message = `Tier name "${name.slice(0, 40)}" is used twice, give each tier a name of its own`;
    return [problem(['tiers', index, 'name'], 'duplicate_tier_name', message)];
  });
}

function valuesThatDoNotFit(tiers: readonly unknown[], digits: number): ConfigProblem[] {
  return tiers.flatMap((tier, index) => {
    const { type, value } = fieldsOf(fieldsOf(tier)['threshold']);
    if (typeof value !== 'number' || !Number.isFinite(value)) return [];
    const places = type === 'spending' ? digits : 0;
    if (decimalOf(value).scale <= places) return [];
    const message = tooPrecise(
      type === 'spending' ? 'Threshold value' : 'Threshold value of visits or points',
      places,
    );
    return [problem(['tiers', index, 'threshold', 'value'], 'too_precise', message)];
  });
}

/** Thresholds of the same type and period must rise from tier to tier; others cannot be compared. */
function thresholdsThatDoNotRise(tiers: readonly unknown[]): ConfigProblem[] {
  const highest = new Map<string, number>();
  return tiers.flatMap((tier, index) => {
    const { type, period, value } = fieldsOf(fieldsOf(tier)['threshold']);
    if (typeof value !== 'number') return [];
    const key = `${String(type)}/${String(period)}`;
    const below = highest.get(key);
    if (below === undefined || value > below) {
      highest.set(key, value);
      return [];
    }
    const message = `Threshold value must be greater than ${below}, the threshold of a lower tier`;
    return [problem(['tiers', index, 'threshold', 'value'], 'thresholds_must_rise', message)];
  });
}
