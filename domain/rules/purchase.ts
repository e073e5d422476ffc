/**
 * What was bought. A discount on the whole purchase is spread over its lines in proportion to their amounts, down to the
 * minor unit: each line gets its share rounded down, and what is left goes, one minor unit each, to the lines whose
 * shares lost most by it (largest remainder, the earlier line first). So the lines always add up to what was paid.
 */

export interface PurchaseLine {
  readonly category?: string;
  readonly sku?: string;
  /** How many items, a whole number from 1. */
  readonly quantity: number;
  /** What all items of the line cost before the purchase's discount, in minor units. */
  readonly amount: number;
}

export interface Purchase {
  readonly transactionId: string;
  /** Epoch milliseconds. */
  readonly occurredAt: number;
  /** IANA zone of the location; the program's is used when there is none. */
  readonly locationTimezone?: string;
  readonly lines: readonly PurchaseLine[];
  /** Off the whole purchase, in minor units; never more than the lines add up to. */
  readonly discount?: number;
  /** What the customer's tier multiplies points with, pinned when the purchase was recorded. */
  readonly pointsMultiplier?: number;
  /** What the points programs of the business gave for this purchase: tiers by points count it. */
  readonly pointsEarned?: number;
}

/** The lines with what was paid for each, the purchase's discount taken off. */
export function paidLines(purchase: Purchase): readonly PurchaseLine[] {
  const { lines, discount = 0 } = purchase;
  if (discount === 0) return lines;
  const total = sum(lines);
  const shares = spread(Math.min(discount, total), total, lines);
  return lines.map((line, index) => ({ ...line, amount: line.amount - (shares[index] ?? 0) }));
}

/** What was paid in all, in minor units. */
export function paidTotal(purchase: Purchase): number {
  return Math.max(0, sum(purchase.lines) - (purchase.discount ?? 0));
}

/** The sum of the lines' amounts, in minor units. */
export function sum(lines: readonly PurchaseLine[]): number {
  return lines.reduce((total, line) => total + line.amount, 0);
}

/**
 * What is left of a purchase once `returned[i]` items of line `i` were given back, over all refunds so far; null when
 * nothing is. It depends on the returned items only, not on the steps, so refunds in any order end the same.
 */
export function remainingPurchase(purchase: Purchase, returned: readonly number[]): Purchase | null {
  const lines = paidLines(purchase).flatMap((line, index) => {
    const left = line.quantity - (returned[index] ?? 0);
    if (left <= 0) return [];
    const amount = Number((BigInt(line.amount) * BigInt(left)) / BigInt(line.quantity));
    return [{ ...line, quantity: left, amount }];
  });
  return lines.length === 0 ? null : { ...purchase, lines, discount: 0 };
}

function spread(discount: number, total: number, lines: readonly PurchaseLine[]): number[] {
  if (total === 0) return lines.map(() => 0);
  const exact = lines.map((line) => BigInt(discount) * BigInt(line.amount));
  const shares = exact.map((share) => Number(share / BigInt(total)));
  const lost = exact.map((share, index) => ({ index, remainder: share % BigInt(total) }));
  lost.sort((a, b) => (a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1));
  const missing = discount - shares.reduce((spreadSoFar, share) => spreadSoFar + share, 0);
  for (const { index } of lost.slice(0, missing)) shares[index] = (shares[index] ?? 0) + 1;
  return shares;
}
