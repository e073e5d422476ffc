import Joi from 'joi';
import { maximumAmount } from '../../domain/money';
import { externalId, id, instant, line, number, whole } from '../ledger/fields';

/** One line of a purchase as it is sent. */
export interface LineBody {
  readonly sku?: string;
  readonly category?: string;
  readonly quantity: number;
  /** Decimal in the currency. */
  readonly unitPrice: number;
}

/** The body of `POST /transactions`. */
export interface TransactionBody {
  readonly externalId: string;
  readonly customerId: string;
  readonly locationId?: string | null;
  readonly occurredAt?: string;
  readonly currency?: string;
  readonly lines: readonly LineBody[];
  readonly discount?: number;
}

const money = () => number().min(0).max(maximumAmount);

const lineBody = Joi.object<LineBody>({
  sku: line(100).description('What was bought.'),
  category: line(100).description('Rules by category compare it without regard to case.'),
  quantity: whole(1, 10_000).required().description('How many items.'),
  unitPrice: money()
    .required()
    .description('Price of one item, a decimal in the currency; no more decimals than the currency has.'),
});

export const transactionBody = Joi.object<TransactionBody>({
  externalId: externalId()
    .required()
    .description("The purchase's id in the business's own system; unique per business, for ever."),
  customerId: id().required().description('Who bought.'),
  locationId: id().allow(null).description('Where it was bought.'),
  occurredAt: instant().description(
    'When it was bought; now when left out. May lie in the past (tills that were offline), not in the future. RFC 3339.',
  ),
  currency: Joi.string()
    .pattern(/^[A-Z]{3}$/)
    .description("ISO 4217 code; the business's when left out."),
  lines: Joi.array().items(lineBody).min(1).max(500).required().description('What was bought.'),
  discount: money().description('Off the whole purchase; at most what the lines add up to.'),
});
