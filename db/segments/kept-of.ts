/**
 * What was paid for what the customer kept of the purchase in row `t` of `transactions`; null when all of it was given
 * back. Few purchases have refunds: only those are looked into.
 */
export function keptOf(t: string): string {
  return `CASE WHEN EXISTS (SELECT FROM refunds r WHERE r.transaction_id = ${t}.id)
    THEN purchase_kept(${t}.id) ELSE ${t}.total END`;
}
