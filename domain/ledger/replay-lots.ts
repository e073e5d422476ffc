import type { Entry } from './posting';
import type { Lot } from './sheet';
import type { Note } from './replay-note';

/** How much of which lot an entry moved, as it records it. */
type Moves = readonly { readonly entry: number; readonly points: number }[];

/** The lots of an account, rebuilt from its ledger entries alone. */
export class LotBook {
  private readonly lots = new Map<number, Lot>();

  constructor(private readonly note: Note) {}

  /**
   * Follows one entry.
   * @param before the balance before the entry: what is owed is repaid before a lot gets anything
   * @param expiresAt when points that this entry brought expire
   */
  take(entry: Entry, before: number, expiresAt: number | null): void {
    const { details = {}, number, quantity } = entry;
    if (entry.kind === 'expired') return this.expire(entry);
    if (entry.kind === 'redemption_cancelled') return this.giveBack(entry, before);
    if (quantity > 0) return this.open(entry, before, expiresAt);
    if (quantity === 0) return;
    const taken = (details['taken'] ?? []) as Moves;
    const sum = taken.reduce((total, { points }) => total + points, 0);
    // What the lots do not cover is owed.
    const covered = Math.min(-quantity, Math.max(0, before));
    if (sum !== covered) this.note('lots', number, covered, sum);
    for (const { entry: lot, points } of taken) this.move(number, lot, -points);
  }

  /** All lots, by the entry that made them. */
  all(): ReadonlyMap<number, Lot> {
    return this.lots;
  }

  private open(entry: Entry, before: number, expiresAt: number | null): void {
    const { number, quantity: amount } = entry;
    this.lots.set(number, {
      entry: number,
      amount,
      remaining: Math.max(0, amount - Math.max(0, -before)),
      transactionId: entry.transactionId ?? null,
      earnedAt: entry.occurredAt,
      expiresAt,
    });
  }

  private expire({ number, quantity, details = {} }: Entry): void {
    const lot = this.lots.get(Number(details['lot']));
    if (lot === undefined || lot.remaining !== -quantity) {
      this.note('lots', number, quantity, lot === undefined ? null : -lot.remaining);
    }
    if (lot !== undefined) this.lots.set(lot.entry, { ...lot, remaining: 0 });
  }

  private giveBack({ number, quantity, details = {} }: Entry, before: number): void {
    const returned = (details['returned'] ?? []) as Moves;
    const sum = returned.reduce((total, { points }) => total + points, 0);
    // What was owed is repaid, the rest goes back to the lots.
    const due = Math.max(0, quantity - Math.max(0, -before));
    if (sum !== due) this.note('lots', number, due, sum);
    for (const { entry: lot, points } of returned) this.move(number, lot, points);
  }

  private move(number: number, key: number, points: number): void {
    const lot = this.lots.get(key);
    const remaining = (lot?.remaining ?? 0) + points;
    if (lot === undefined || remaining < 0 || remaining > lot.amount) this.note('lots', number, key, points);
    else this.lots.set(key, { ...lot, remaining });
  }
}
