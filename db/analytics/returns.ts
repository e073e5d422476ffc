/**
 * How `program_returns` changes when customers take part on more days: SQL of common table expressions that end in
 * `returns_change (program_id, day, previous, customers)`. They need `fresh (program_id, customer_id, day)`: days that
 * `program_participants` does not have yet. A day in the past also changes what the next day follows.
 */
export const returnsChange = `
  spans AS (
    SELECT program_id, customer_id, min(day) AS first FROM fresh GROUP BY program_id, customer_id
  ),
  visited AS (
    SELECT s.program_id, s.customer_id, s.first, f.day, true AS is_fresh
    FROM spans s JOIN fresh f USING (program_id, customer_id)
    UNION ALL
    SELECT s.program_id, s.customer_id, s.first, known.day, false
    FROM spans s CROSS JOIN LATERAL (
      (SELECT p.day FROM program_participants p
        WHERE p.program_id = s.program_id AND p.customer_id = s.customer_id AND p.day < s.first
        ORDER BY p.day DESC LIMIT 1)
      UNION ALL
      SELECT p.day FROM program_participants p
        WHERE p.program_id = s.program_id AND p.customer_id = s.customer_id AND p.day > s.first
    ) known
  ),
  steps AS (
    SELECT program_id, first, day, lag(day) OVER customer AS previous, 1 AS customers
    FROM visited WINDOW customer AS (PARTITION BY program_id, customer_id ORDER BY day)
    UNION ALL
    SELECT program_id, first, day, lag(day) OVER customer, -1
    FROM visited WHERE NOT is_fresh WINDOW customer AS (PARTITION BY program_id, customer_id ORDER BY day)
  ),
  returns_change AS (
    SELECT program_id, day, coalesce(previous, '-infinity') AS previous, sum(customers)::int AS customers
    FROM steps WHERE day >= first
    GROUP BY 1, 2, 3 HAVING sum(customers) <> 0
  )`;

/** The kinds of entries with which a customer takes part. */
export const participating = `('earned', 'redeemed')`;
