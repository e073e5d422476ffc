/** Exact fractions, and what is paid for a purchase. No floating-point arithmetic: decimals are read from their text. */

export interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

/** The decimal as it is written: 1.37 is 137 over 100. */
export function fraction(decimal: number | string): Fraction {
  const [whole = '0', part = ''] = String(decimal).split('.');
  if (!/^\d+$/.test(whole + part)) throw new Error(`not a plain decimal: ${decimal}`);
  return { over: BigInt(whole + part), under: BigInt(`1${'0'.repeat(part.length)}`) };
}

export function times(...factors: readonly Fraction[]): Fraction {
  return factors.reduce((a, b) => ({ over: a.over * b.over, under: a.under * b.under }));
}

export function plus(a: Fraction, b: Fraction): Fraction {
  return { over: a.over * b.under + b.over * a.under, under: a.under * b.under };
}

/** Rounded down; of what is not negative. */
export function floor({ over, under }: Fraction): bigint {
  return over / under;
}

export const whole = (value: bigint): Fraction => ({ over: value, under: 1n });

export interface ReferenceLine {
  readonly category?: string;
  readonly quantity: number;
  /** Of all items of the line, in minor units. */
  readonly amount: number;
}

/** A line with what was paid for it. */
export interface PaidLine {
  readonly category: string | undefined;
  readonly quantity: bigint;
  readonly amount: bigint;
}

/** A discount is spread in proportion; the smallest coins that are left go one by one to whom they are owed most. */
export function paidLines(lines: readonly ReferenceLine[], discount: number): PaidLine[] {
  const amounts = lines.map(({ amount }) => BigInt(amount));
  const total = amounts.reduce((sum, amount) => sum + amount, 0n);
  const off = amounts.map(() => 0n);
  if (total > 0n) {
    const share = (n: number): Fraction => ({ over: (amounts[n] ?? 0n) * BigInt(discount), under: total });
    for (const n of off.keys()) off[n] = floor(share(n));
    for (let left = BigInt(discount) - off.reduce((sum, one) => sum + one, 0n); left > 0n; left -= 1n) {
      const owed = (n: number): bigint => share(n).over - (off[n] ?? 0n) * total;
      const first = [...off.keys()].reduce((best, n) => (owed(n) > owed(best) ? n : best));
      off[first] = (off[first] ?? 0n) + 1n;
    }
  }
  return lines.map(({ category, quantity }, n) => ({
    category: category?.trim().toLowerCase(),
    quantity: BigInt(quantity),
    amount: (amounts[n] ?? 0n) - (off[n] ?? 0n),
  }));
}

/** The lines without what was given back; of a line only a part is left, rounded down. */
export function linesLeft(lines: readonly PaidLine[], returned: readonly number[]): PaidLine[] {
  return lines.flatMap((line, n) => {
    const left = line.quantity - BigInt(returned[n] ?? 0);
    return left === 0n ? [] : [{ ...line, quantity: left, amount: (line.amount * left) / line.quantity }];
  });
}

export function sumOf(lines: readonly PaidLine[]): bigint {
  return lines.reduce((sum, { amount }) => sum + amount, 0n);
}
