import type Joi from 'joi';
import { formatMoney, toMinorUnits } from '../money';
import { type CommonConfig, commonFields } from './common-config';
import { byCategory, group, money, positive, whole } from './fields';
import { checkCategories } from './categories';
import type { RuleDefinition } from './rule-type';

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
  const earn = `Earn ${points(config.pointsPerDollar)} for every ${one} you spend${from}`;
  const spend = `${points(config.redemptionRate)} ${config.redemptionRate === 1 ? 'is' : 'are'} worth ${one}`;
  const expiry = config.expirationMonths === undefined ? '' : `, for ${config.expirationMonths} months`;
  return `${[earn, ...extra].join(', ')}. ${spend}${expiry}.`;
}

const points = (count: number): string => `${count} ${count === 1 ? 'point' : 'points'}`;

export const pointsBased: RuleDefinition<PointsBasedConfig> & { readonly type: 'POINTS_BASED' } = {
  type: 'POINTS_BASED',
  title: 'Points',
  summary: 'Points for every dollar spent, to be redeemed like money.',
  docs,
  logicVersion: 1,
  defaults: { pointsPerDollar: 10, redemptionRate: 100 },
  schema,
  check: (config) => checkCategories(config),
  unit: () => 'points',
  preview,
};
