import type { Instant } from '../program/program';
import type { Lot } from './sheet';

/** Spending order: soonest to expire, those without expiry last, then oldest. */
export function spendingOrder(a: Lot, b: Lot): number {
  const byExpiry = (a.expiresAt ?? Number.POSITIVE_INFINITY) - (b.expiresAt ?? Number.POSITIVE_INFINITY);
  if (byExpiry !== 0 && !Number.isNaN(byExpiry)) return byExpiry;
  return a.earnedAt - b.earnedAt || a.entry - b.entry;
}

/** What was taken from which lots. */
export interface Spending {
  /** The lots that changed, with what remains. */
  readonly changed: Lot[];
  /** How much of each was taken, so that it can be given back to the same lots. */
  readonly taken: { readonly entry: number; readonly points: number }[];
  /** What could not be taken because the lots were empty. */
  readonly missing: number;
}

/** Takes points from lots in the given order. */
export function takeFrom(lots: readonly Lot[], points: number): Spending {
  const changed: Lot[] = [];
  const taken: Spending['taken'] = [];
  let missing = points;
  for (const lot of lots) {
    const share = Math.min(lot.remaining, missing);
    if (share === 0) continue;
    changed.push({ ...lot, remaining: lot.remaining - share });
    taken.push({ entry: lot.entry, points: share });
    missing -= share;
  }
  return { changed, taken, missing };
}

/** Points in lots that can still be spent; lots as they stand at `now`. */
export function spendable(lots: readonly Lot[], now: Instant): number {
  return lots.reduce(
    (sum, lot) => (lot.expiresAt !== null && lot.expiresAt <= now ? sum : sum + lot.remaining),
    0,
  );
}

/** Every coming expiry of points, soonest first; lots that expire together are one. Lots as they stand at `now`. */
export function comingExpiries(lots: readonly Lot[], now: Instant): { expiresAt: Instant; points: number }[] {
  const byInstant = new Map<Instant, number>();
  for (const lot of lots) {
    if (lot.expiresAt === null || lot.expiresAt <= now || lot.remaining === 0) continue;
    byInstant.set(lot.expiresAt, (byInstant.get(lot.expiresAt) ?? 0) + lot.remaining);
  }
  return [...byInstant]
    .map(([expiresAt, points]) => ({ expiresAt, points }))
    .toSorted((a, b) => a.expiresAt - b.expiresAt);
}
