import * as fc from 'fast-check';
import {
  currencyDigits,
  decimalOf,
  floorDivide,
  formatMoney,
  fromMinorUnits,
  isCurrencyCode,
  safeInteger,
  toMinorUnits,
} from './money';

describe('amounts', () => {
  test.each([
    [3.5, 'USD', 350],
    [0.3, 'USD', 30],
    [500, 'JPY', 500],
    [1.234, 'KWD', 1234],
    [-2.05, 'EUR', -205],
  ])('%p %s is %p minor units', (amount, currency, minor) => {
    expect(toMinorUnits(amount, currency)).toBe(minor);
  });

  test.each([
    [0.1 * 3, 'CLF'],
    [1e-7, 'USD'],
    [1e21, 'USD'],
    [500.5, 'JPY'],
    [1.2345, 'KWD'],
  ])('%p %s is too precise, or too large', (amount, currency) => {
    expect(() => toMinorUnits(amount, currency)).toThrow(RangeError);
  });

  test('NaN and the infinities are no amounts', () => {
    for (const value of [Number.NaN, Infinity, -Infinity]) expect(() => decimalOf(value)).toThrow(RangeError);
  });

  test('a decimal is read exactly, however it is written', () => {
    expect(decimalOf(1e21)).toEqual({ coefficient: 10n ** 21n, scale: 0 });
    expect(decimalOf(1.5e-9)).toEqual({ coefficient: 15n, scale: 10 });
    expect(decimalOf(-0.5)).toEqual({ coefficient: -5n, scale: 1 });
  });

  test('reading and writing are each other’s inverse, up to a billion in any currency', () => {
    const currency = fc.constantFrom('JPY', 'USD', 'KWD', 'CLF');
    fc.assert(
      fc.property(currency, fc.double({ min: -1, max: 1, noNaN: true }), (code, share) => {
        const minor = Math.trunc(share * 1e9 * 10 ** currencyDigits(code)) + 0;
        expect(toMinorUnits(fromMinorUnits(minor, code), code)).toBe(minor);
      }),
    );
  });
});

test.each([
  [350, 'USD', '$3.50'],
  [120_000, 'USD', '$1,200'],
  [-5, 'EUR', '-€0.05'],
  [1_234_567, 'JPY', '¥1,234,567'],
  [3_500, 'KWD', 'KWD 3.500'],
])('%p %s reads %s', (minor, currency, text) => {
  expect(formatMoney(minor, currency)).toBe(text);
});

test('codes have three capital letters', () => {
  expect(['USD', 'usd', 'US', 'USDT'].map(isCurrencyCode)).toEqual([true, false, false, false]);
});

test('divisions round down, and refuse what they do not define', () => {
  expect(floorDivide(10n, 3n)).toBe(3n);
  expect(() => floorDivide(-1n, 3n)).toThrow(RangeError);
  expect(() => floorDivide(1n, 0n)).toThrow(RangeError);
});

test('an integer beyond the safe ones is reported, never rounded', () => {
  expect(safeInteger(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
  expect(() => safeInteger(2n ** 53n)).toThrow(RangeError);
  expect(() => safeInteger(-(2n ** 53n))).toThrow(RangeError);
});
