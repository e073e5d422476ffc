/** Fields that every rule's config may carry: caps on earning, and what a refund does when points or rewards are used. */
import type Joi from 'joi';
import { choice, type FieldSchemas, group, money, whole } from './fields';

/** Limits on earning, in the rule's unit: points, punches, visits, stamps, or amounts in the program's currency. */
export interface Caps {
  /** The most that one purchase can earn. */
  readonly perTransaction?: number;
  /** The most that a customer can earn in one local day of the program's time zone. */
  readonly perDay?: number;
  /** The most that a customer can hold, rewards that are not yet used included at what they cost. */
  readonly maximumBalance?: number;
}

/** `clamp`: a refund never takes more than is left. `negative`: it may, and what is earned later repays it first. */
export type RefundPolicy = 'clamp' | 'negative';

/** What holds when points or rewards are used. */
export interface RedemptionTerms {
  /** How long a redemption can be cancelled; an hour when left out, never when 0. */
  readonly cancelWithinMinutes?: number;
}

export interface CommonConfig {
  readonly caps?: Caps;
  readonly refundPolicy?: RefundPolicy;
  readonly redemption?: RedemptionTerms;
}

/** The minutes within which a redemption can be cancelled. */
export function cancelWithinMinutes({ redemption }: CommonConfig): number {
  return redemption?.cancelWithinMinutes ?? 60;
}

/** The largest quantity a rule grants or a cap allows: far above any real one, far below the safe integers. */
export const maximumQuantity = 1_000_000_000_000;

const capLabels = {
  perTransaction: 'Cap per transaction',
  perDay: 'Cap per day',
  maximumBalance: 'Maximum balance',
};

/** Schema fields of `CommonConfig`, with caps as whole numbers of the unit. */
export function commonFields(joi: Joi.Root): FieldSchemas<CommonConfig> {
  return fields(joi, (label) => whole(joi, label, 1, 1_000_000_000));
}

/** The same with caps as amounts of money. */
export function commonMoneyFields(joi: Joi.Root, digits: number): FieldSchemas<CommonConfig> {
  return fields(joi, (label) => money(joi, label, digits));
}

function fields(joi: Joi.Root, cap: (label: string) => Joi.NumberSchema): FieldSchemas<CommonConfig> {
  return {
    caps: group<Caps>(joi, 'Caps', {
      perTransaction: cap(capLabels.perTransaction).description('The most that one purchase can earn'),
      perDay: cap(capLabels.perDay).description('The most that a customer can earn in one local day'),
      maximumBalance: cap(capLabels.maximumBalance).description('The most that a customer can hold'),
    }).description('Limits on earning, in the unit of the rule; what exceeds them is cut off'),
    refundPolicy: choice(joi, 'Refund policy', ['clamp', 'negative'] as const).description(
      'When points or rewards of a refunded purchase are already used: stop at zero (default), or go below',
    ),
    redemption: group<RedemptionTerms>(joi, 'Redemption', {
      cancelWithinMinutes: whole(joi, 'Minutes to cancel', 0, 129_600).description(
        'How long a redemption can be cancelled: 60 minutes when left out, never when 0',
      ),
    }).description('What holds when points or rewards are used'),
  };
}
