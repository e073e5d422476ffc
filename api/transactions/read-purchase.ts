import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { PurchaseFacts } from '../../domain/ledger/record-purchase';
import { currencyDigits, maximumAmount, scaled } from '../../domain/money';
import { iso } from '../../domain/program/view';
import { type PurchaseLine, sum } from '../../domain/rules/purchase';
import { defaultsOfBusiness } from '../businesses';
import { instantOf, refuse } from '../ledger/fields';
import { isArchived, locationNamed } from '../ledger/locations';
import { type Fault, meaningFault } from '../programs/faults';
import type { Call } from '../route';
import type { LineBody, TransactionBody } from './transaction-body';

/** How far the clock of a till may be ahead of ours. */
export const clockSkewMs = 5_000;

/** The purchase in a body whose shape was checked. Problem with every fault about what it means. */
export async function readPurchase(call: Call<unknown>, body: TransactionBody): Promise<PurchaseFacts> {
  const locationId = body.locationId ?? null;
  const currency = body.currency ?? (await defaultsOfBusiness(call)).currency;
  const faults: Fault[] = [];
  const sentAt = instantOf(body.occurredAt, '/occurredAt', 'Date of the purchase', faults);
  const occurredAt = sentAt ?? call.now;
  if (occurredAt > call.now + clockSkewMs) {
    const message = `Date of the purchase must not be in the future (now is ${iso(call.now)})`;
    faults.push(meaningFault('/occurredAt', 'in_the_future', message));
  }
  const basket = readBasket(body, currency, '', faults);
  refuse(faults);
  const location = await locationNamed(call, locationId);
  return {
    id: newId(),
    externalId: body.externalId,
    locationId,
    locationTimezone: location?.timezone ?? null,
    locationArchived: isArchived(location, occurredAt),
    occurredAt,
    currency,
    ...basket,
    contentSha256: contentHash(body),
  };
}

/** What was bought, in minor units of the currency; `at` is the pointer to the body. What is wrong goes to `faults`. */
export function readBasket(
  body: Pick<TransactionBody, 'lines' | 'discount'>,
  currency: string,
  at: string,
  faults: Fault[],
): Pick<PurchaseFacts, 'lines' | 'discount'> {
  const lines = body.lines.map((line, index) => readLine(line, `${at}/lines/${index}`, currency, faults));
  const discount = minorUnits(body.discount ?? 0, currency, `${at}/discount`, 'Discount', faults);
  checkSums(lines, discount, currency, at, faults);
  return { lines, discount };
}

function readLine(line: LineBody, at: string, currency: string, faults: Fault[]): PurchaseLine {
  const { sku, category, quantity, unitPrice } = line;
  const pointer = `${at}/unitPrice`;
  const amount = quantity * minorUnits(unitPrice, currency, pointer, 'Unit price', faults);
  return {
    ...(sku === undefined ? {} : { sku }),
    ...(category === undefined ? {} : { category }),
    quantity,
    amount,
  };
}

function minorUnits(
  amount: number,
  currency: string,
  pointer: string,
  label: string,
  faults: Fault[],
): number {
  const digits = currencyDigits(currency);
  try {
    return scaled(amount, digits);
  } catch {
    const message =
      digits === 0 ? `${label} must not have decimals` : `${label} must have at most ${digits} decimals`;
    faults.push(meaningFault(pointer, 'too_precise', `${message} in ${currency}`));
    return 0;
  }
}

function checkSums(
  lines: readonly PurchaseLine[],
  discount: number,
  currency: string,
  at: string,
  faults: Fault[],
): void {
  const total = sum(lines);
  if (total > maximumAmount * 10 ** currencyDigits(currency)) {
    faults.push(meaningFault(`${at}/lines`, 'too_large', 'A purchase must be at most 1,000,000,000 in all'));
  }
  if (discount > total) {
    const message = 'Discount must be at most what the lines add up to';
    faults.push(meaningFault(`${at}/discount`, 'too_large', message));
  }
}

/** Of what was sent: what was left out and filled in here must not make a repetition look different. */
export function contentHash(body: TransactionBody): string {
  const { externalId, customerId, locationId = null, currency = null, lines, discount = 0 } = body;
  const occurredAt = body.occurredAt === undefined ? null : Date.parse(body.occurredAt);
  const content = [externalId, customerId, locationId, occurredAt, currency, discount];
  const parts = lines.map(({ sku = null, category = null, quantity, unitPrice }) => [
    sku,
    category,
    quantity,
    unitPrice,
  ]);
  return createHash('sha256')
    .update(JSON.stringify([...content, parts]))
    .digest('hex');
}
