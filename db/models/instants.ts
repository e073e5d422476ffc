import type { Pojo } from 'objection';

/** The instant as a query parameter: ISO text, so that no driver guesses a zone; null is kept. */
export function toTimestamp(instant: number): string;
export function toTimestamp(instant: number | null): string | null;
export function toTimestamp(instant: number | null): string | null {
  if (instant === null) return null;
  return Number.isFinite(instant) ? new Date(instant).toISOString() : 'infinity';
}

/** Replaces epoch milliseconds by timestamps in the named columns of a row about to be written. */
export function writeInstants(row: Pojo, columns: readonly string[]): Pojo {
  for (const column of columns) {
    if (typeof row[column] === 'number') row[column] = toTimestamp(row[column]);
  }
  return row;
}
