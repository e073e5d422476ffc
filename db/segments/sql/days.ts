/** The instant of a binding, in epoch milliseconds: `instant` is the function of the migrations. */
export const instant = 'instant(CAST(? AS bigint))';

/** Full days from a column to the instant of a binding. */
export function daysBefore(column: string): string {
  return `floor(extract(epoch FROM ${instant} - ${column}) / 86400)`;
}
