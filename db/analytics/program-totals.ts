import { participating } from './returns';
import { activeIn, redemptionsIn } from './roll-up-statements';

/** What a program says of its customers wherever it is read. */
export interface ProgramTotals {
  readonly enrollmentCount: number;
  /** Customers who earned or redeemed in the 30 local days that end today. */
  readonly activeParticipants: number;
  /** Redemptions of points and rewards, less those that were cancelled. */
  readonly totalRedemptions: number;
}

/** Columns of `ProgramTotals` for a statement that reads from `programsWithTotals`. */
export const totalsColumns = `
  coalesce(t.enrolments, 0) + since.enrolments AS "enrollmentCount",
  (CASE WHEN t.active_on = since.today THEN t.active ELSE ${activeIn('p.id', 'since.today')} END
    + since.newcomers)::int AS "activeParticipants",
  coalesce(t.redemptions, 0) + since.redemptions AS "totalRedemptions"`;

/**
 * To be joined with `p`, a program: what is rolled up, and what was posted since.
 * @param now placeholder of the instant that is meant by today
 */
export function joinTotals(now: string): string {
  return `
  CROSS JOIN (SELECT rolled_up_to FROM roll_up LIMIT 1) w
  LEFT JOIN program_totals t ON t.program_id = p.id
  CROSS JOIN LATERAL (SELECT (${now}::timestamptz AT TIME ZONE coalesce(t.timezone, p.timezone))::date AS today) zone
  CROSS JOIN LATERAL (
    SELECT zone.today,
      (SELECT count(*) FROM accounts a WHERE a.enrolled_xid >= w.rolled_up_to AND a.program_id = p.id) AS enrolments,
      coalesce(sum(${redemptionsIn('e.kind')}), 0)::bigint AS redemptions,
      count(DISTINCT e.customer_id) FILTER (WHERE e.kind IN ${participating}
        AND (e.occurred_at AT TIME ZONE coalesce(t.timezone, p.timezone))::date BETWEEN zone.today - 29 AND zone.today
        AND NOT EXISTS (SELECT FROM program_participants q WHERE q.program_id = p.id AND q.customer_id = e.customer_id
          AND q.day BETWEEN zone.today - 29 AND zone.today)) AS newcomers
    FROM ledger_entries e WHERE e.posted_xid >= w.rolled_up_to AND e.program_id = p.id
  ) since`;
}
