/**
 * Money and other decimals, exactly. An amount travels as a JSON number in the currency's unit (3.50) and is read
 * once, through its shortest decimal form, into an integer of minor units (350). Nothing here rounds silently.
 */

/** The value `coefficient / 10^scale`. */
export interface Decimal {
  readonly coefficient: bigint;
  readonly scale: number;
}

/** The largest amount accepted anywhere, in currency units. In any currency its minor units stay a safe integer. */
export const maximumAmount = 1_000_000_000;

/** ISO 4217 currencies whose number of decimals is not 2. A table, because Intl's answers differ between builds. */
const unusualDigits: Readonly<Record<number, string>> = {
  0: 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF',
  3: 'BHD IQD JOD KWD LYD OMR TND',
  4: 'CLF UYW',
};

const digitsByCurrency = new Map(
  Object.entries(unusualDigits).flatMap(([digits, codes]) =>
    codes.split(' ').map((code) => [code, Number(digits)] as const),
  ),
);

const symbols = new Map(
  Object.entries({
    USD: '$',
    EUR: '€',
    GBP: '£',
    JPY: '¥',
    INR: '₹',
    KRW: '₩',
    BRL: 'R$',
    AUD: 'A$',
    CAD: 'CA$',
  }),
);

/** Whether `code` has the form of an ISO 4217 code: three capital letters. */
export function isCurrencyCode(code: string): boolean {
  return /^[A-Z]{3}$/.test(code);
}

/** How many decimals `currency` has: JPY 0, USD 2, KWD 3. Two when the code is not in the table. */
export function currencyDigits(currency: string): number {
  return digitsByCurrency.get(currency) ?? 2;
}

/** The shortest decimal that reads back as `value`, exactly. RangeError for NaN and the infinities. */
export function decimalOf(value: number): Decimal {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a decimal number`);
  const [mantissa = '0', exponent = '0'] = String(value).split('e');
  const [whole = '0', fraction = ''] = mantissa.split('.');
  const coefficient = BigInt(whole + fraction);
  const scale = fraction.length - Number(exponent);
  return scale >= 0 ? { coefficient, scale } : { coefficient: coefficient * 10n ** BigInt(-scale), scale: 0 };
}

/** `value` in units of `10^-digits`, as an integer. RangeError when it has more decimals, or leaves the safe integers. */
export function scaled(value: number, digits: number): number {
  const { coefficient, scale } = decimalOf(value);
  if (scale > digits) throw new RangeError(`${value} has more than ${digits} decimals`);
  return safeInteger(coefficient * 10n ** BigInt(digits - scale));
}

/** The minor units of an amount given in currency units: 3.5 USD is 350. RangeError when it is too precise. */
export function toMinorUnits(amount: number, currency: string): number {
  return scaled(amount, currencyDigits(currency));
}

/** The amount in currency units, as it goes into JSON: 350 US cents are 3.5. */
export function fromMinorUnits(minorUnits: number, currency: string): number {
  return Number(plainDecimal(minorUnits, currencyDigits(currency)));
}

/** An integer that is certainly exact as a JavaScript number. RangeError otherwise. */
export function safeInteger(value: bigint): number {
  if (value > BigInt(Number.MAX_SAFE_INTEGER) || value < BigInt(Number.MIN_SAFE_INTEGER)) {
    throw new RangeError('a number leaves the range of safe integers');
  }
  return Number(value);
}

/** `numerator / denominator` rounded down; both must not be negative, and the denominator not zero. */
export function floorDivide(numerator: bigint, denominator: bigint): bigint {
  if (numerator < 0n || denominator <= 0n) throw new RangeError('only quantities from zero up are divided');
  return numerator / denominator;
}

/** An amount for people: `$3.50`, `$1,200`, `KWD 3.500`. A fraction of zeros is left out. */
export function formatMoney(minorUnits: number, currency: string): string {
  const [whole = '0', fraction = ''] = plainDecimal(Math.abs(minorUnits), currencyDigits(currency)).split(
    '.',
  );
  const grouped = whole.replace(/\B(?=(?:\d{3})+$)/g, ',');
  const shown = Number(fraction) === 0 ? grouped : `${grouped}.${fraction}`;
  return `${minorUnits < 0 ? '-' : ''}${symbols.get(currency) ?? `${currency} `}${shown}`;
}

function plainDecimal(minorUnits: number, digits: number): string {
  const text = String(Math.abs(minorUnits)).padStart(digits + 1, '0');
  const sign = minorUnits < 0 ? '-' : '';
  return digits === 0 ? `${sign}${text}` : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`;
}
