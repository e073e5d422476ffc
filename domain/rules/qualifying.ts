/** Which part of a purchase counts: the lines of a category, and whether they reach a minimum. */
import { formatMoney, toMinorUnits } from '../money';
import { sameCategory } from './categories';
import { paidLines, type Purchase, type PurchaseLine } from './purchase';
import type { Reason } from './rule-type';

/** The lines of `category`, with what was paid for them; all lines when no category is asked for. */
export function qualifyingLines(purchase: Purchase, category: string | undefined): readonly PurchaseLine[] {
  const lines = paidLines(purchase);
  return category === undefined ? lines : lines.filter((line) => sameCategory(line.category, category));
}

/** Why no line of a purchase counts. */
export function nothingQualifies(category: string | undefined): Reason {
  if (category === undefined) return { code: 'nothing_bought', message: 'Nothing was bought' };
  return { code: 'no_matching_category', message: `Nothing from "${category}" was bought` };
}

/** Why `amount` (minor units) is too little; null when it is enough, or no minimum is asked for. */
export function belowMinimum(amount: number, minimum: number | undefined, currency: string): Reason | null {
  if (minimum === undefined || amount >= toMinorUnits(minimum, currency)) return null;
  const least = formatMoney(toMinorUnits(minimum, currency), currency);
  return {
    code: 'below_minimum',
    message: `${formatMoney(amount, currency)} is below the minimum of ${least}`,
  };
}
