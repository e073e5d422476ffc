import type Joi from 'joi';
import { addMonths } from '../calendar';
import { currencyDigits, decimalOf, floorDivide, formatMoney, toMinorUnits } from '../money';
import { usedAlready } from './card';
import { type CommonConfig, commonFields, maximumQuantity } from './common-config';
import { checkCategories, multiplierOf } from './categories';
import { byCategory, group, money, positive, whole } from './fields';
import { pointsExamples } from './points-based.examples';
import { paidLines, paidTotal, type Purchase } from './purchase';
import { belowMinimum } from './qualifying';
import type { Applied, Change, Measured, RuleContext, RuleDefinition } from './rule-type';
import type { Worth } from './worth';

export interface PointsBasedConfig extends CommonConfig {
  /** Points for each unit of the program's currency, up to 4 decimals. */
  readonly pointsPerDollar: number;
  readonly minimumPurchaseAmount?: number;
  readonly categoryMultipliers?: Readonly<Record<string, number>>;
  /** How many points are worth one unit of the currency. */
  readonly redemptionRate: number;
  readonly expirationMonths?: number;
}

const docs = `
Points for what is spent: the sum of each line's amount times \`pointsPerDollar\`, times the multiplier of the line's
category, times the multiplier of the customer's tier. The sum is computed exactly and rounded down once per purchase.

- \`minimumPurchaseAmount\`: a purchase below it earns nothing. It is compared with the total after discounts.
- \`categoryMultipliers\`: from category to multiplier; other categories count once. Upper and lower case are the same.
- \`redemptionRate\`: so many points are worth one dollar; the worth of points is rounded down to the cent.
- \`expirationMonths\`: points expire so many months after they were earned, in the program's time zone. From the 31st,
  a shorter month's last day.
`.trim();

function schema(joi: Joi.Root, digits: number): Joi.ObjectSchema<PointsBasedConfig> {
  return group<PointsBasedConfig>(joi, 'Rule config', {
    pointsPerDollar: positive(joi, 'Points per dollar', 10_000, 4).required(),
    minimumPurchaseAmount: money(joi, 'Minimum purchase amount', digits),
    categoryMultipliers: byCategory(
      joi,
      'Category multipliers',
      positive(joi, 'Category multiplier', 100, 4),
      100,
    ),
    redemptionRate: positive(joi, 'Redemption rate', 1_000_000, 4).required(),
    expirationMonths: whole(joi, 'Expiration months', 1, 120),
    ...commonFields(joi),
  });
}

function preview(config: PointsBasedConfig, currency: string): string {
  const minimum = config.minimumPurchaseAmount;
  const from =
    minimum === undefined
      ? ''
      : ` on purchases of ${formatMoney(toMinorUnits(minimum, currency), currency)} or more`;
  const extra = Object.entries(config.categoryMultipliers ?? {}).map(
    ([category, times]) => `${times} times the points on ${category}`,
  );
  const one = formatMoney(toMinorUnits(1, currency), currency);
  const earn = `Earn ${counted(config.pointsPerDollar)} for every ${one} you spend${from}`;
  const spend = `${counted(config.redemptionRate)} ${config.redemptionRate === 1 ? 'is' : 'are'} worth ${one}`;
  const expiry =
    config.expirationMonths === undefined
      ? ''
      : `, for ${config.expirationMonths} ${config.expirationMonths === 1 ? 'month' : 'months'}`;
  return `${[earn, ...extra].join(', ')}. ${spend}${expiry}.`;
}

const counted = (count: number): string => `${count} ${count === 1 ? 'point' : 'points'}`;

/** The sum over all lines, exact, rounded down once. */
function measure(config: PointsBasedConfig, context: RuleContext, purchase: Purchase): Measured {
  const tooLittle = belowMinimum(paidTotal(purchase), config.minimumPurchaseAmount, context.currency);
  if (tooLittle !== null) return { quantity: 0, reasons: [tooLittle] };
  const sum = paidLines(purchase).reduce((total, line) => {
    return (
      total + BigInt(line.amount) * scaledMultiplier(multiplierOf(config.categoryMultipliers, line.category))
    );
  }, 0n);
  const rate = scaledMultiplier(config.pointsPerDollar) * scaledMultiplier(purchase.pointsMultiplier ?? 1);
  const points = floorDivide(
    sum * rate,
    10n ** BigInt(currencyDigits(context.currency) + 3 * multiplierPlaces),
  );
  const countable = points > maximumQuantity ? maximumQuantity + 1 : Number(points);
  return { quantity: countable, reasons: countable === 0 ? [tooSmall] : [] };
}

const tooSmall = { code: 'too_small_to_earn', message: 'The amount is too small to earn a point' };

const multiplierPlaces = 4;

function scaledMultiplier(value: number): bigint {
  const { coefficient, scale } = decimalOf(value);
  return coefficient * 10n ** BigInt(multiplierPlaces - scale);
}

/** Points live in lots, which the caller keeps; the rule only says how many come or go, and when they expire. */
function apply(
  config: PointsBasedConfig,
  context: RuleContext,
  state: NoState,
  change: Change,
): Applied<NoState> {
  const none = { state, issued: [], revoked: [] };
  if (change.quantity < 0) return { ...none, ...takeBack(config, context.balance, change.quantity) };
  const { expirationMonths: months } = config;
  const expiresAt = months === undefined ? null : addMonths(change.occurredAt, context.timezone, months);
  return { ...none, earned: change.quantity, shortfall: 0, reasons: [], expiresAt };
}

function takeBack(
  config: PointsBasedConfig,
  balance: number,
  quantity: number,
): Pick<Applied<NoState>, 'earned' | 'shortfall' | 'reasons'> {
  const available = Math.max(0, balance);
  const missing = Math.max(0, -quantity - available);
  const reasons = missing > 0 ? [usedAlready] : [];
  if (config.refundPolicy === 'negative') return { earned: quantity, shortfall: 0, reasons };
  return { earned: quantity + missing, shortfall: missing, reasons };
}

function redemptionValue(config: PointsBasedConfig, points: number, currency: string): number {
  const { numerator, denominator } = worth(config, points, currency);
  return Number(floorDivide(numerator, denominator));
}

/** The value of points before it is rounded. */
function worth({ redemptionRate }: PointsBasedConfig, points: number, currency: string): Worth {
  const rate = decimalOf(redemptionRate);
  const numerator = BigInt(points) * 10n ** BigInt(currencyDigits(currency) + rate.scale);
  return { measure: 'money', numerator, denominator: rate.coefficient };
}

/** Points need no memory beyond the balance. */
export type NoState = Readonly<Record<string, never>>;

export const pointsBased: RuleDefinition<PointsBasedConfig, NoState> & { readonly type: 'POINTS_BASED' } = {
  type: 'POINTS_BASED',
  title: 'Points',
  summary: 'Points for every dollar spent, to be redeemed like money.',
  docs,
  logicVersion: 1,
  defaults: { pointsPerDollar: 10, redemptionRate: 100 },
  examples: pointsExamples,
  initialState: {},
  schema,
  check: (config) => checkCategories(config),
  unit: () => 'points',
  preview,
  measure,
  apply,
  progress: (_config, context) => ({
    unit: 'points',
    current: context.balance,
    required: null,
    missing: null,
  }),
  holding: (_config, context) => context.balance,
  redemptionValue,
  worth,
};
