import { currencyDigits, scaled } from '../../domain/money';
import type { Unit } from '../../domain/rules/rule-type';

/** Why a number is no quantity of a unit. */
export interface QuantityFault {
  readonly code: string;
  readonly message: string;
}

/** A number as it is sent, as an integer in a rule's unit: amounts are decimals of the currency. */
export function readQuantity(unit: Unit, value: number, currency: string): number | QuantityFault {
  if (unit !== 'amount') {
    if (Number.isSafeInteger(value)) return value;
    return { code: 'not_a_whole_number', message: `must be a whole number of ${unit}` };
  }
  const digits = currencyDigits(currency);
  try {
    return scaled(value, digits);
  } catch {
    const decimals = digits === 0 ? 'no decimals' : `at most ${digits} decimals`;
    return { code: 'too_precise', message: `must have ${decimals} in ${currency}` };
  }
}
