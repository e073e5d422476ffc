import { participating, returnsChange } from './returns';

/*
 * The statements that add to the roll-up what transactions with an id in [:from, :to) posted. They run in one database
 * transaction, in the order in which they stand here.
 */

/** Which part of what was posted: that of all programs, or of `:program` alone. */
export type Scope = 'all programs' | 'one program';

const inRange = (xid: string, programId: string, scope: Scope): string =>
  `${xid} >= :from AND ${xid} < :to${scope === 'one program' ? ` AND ${programId} = :program` : ''}`;

const entriesIn = (scope: Scope): string => inRange('e.posted_xid', 'e.program_id', scope);
const accountsIn = (scope: Scope): string => inRange('a.enrolled_xid', 'a.program_id', scope);

/** All statements of one step, in order. */
export function rollUpStatements(scope: Scope): string[] {
  return [openTotals, addDays, addParticipants, countActive].map((statement) => statement(scope));
}

/** Stands for no location: part of a primary key, so not null. */
export const nowhere = '00000000-0000-0000-0000-000000000000';

/** Entries count as redeemed points or rewards, less cancelled ones. */
export const redemptionsIn = (kind: string): string =>
  `CASE ${kind} WHEN 'redeemed' THEN 1 WHEN 'redemption_cancelled' THEN -1 ELSE 0 END`;

/** Programs that appear for the first time. */
const openTotals = (scope: Scope): string => `
  INSERT INTO program_totals (program_id, timezone)
  SELECT p.id, p.timezone FROM loyalty_programs p
  WHERE p.id IN (
    SELECT e.program_id FROM ledger_entries e WHERE ${entriesIn(scope)}
    UNION SELECT a.program_id FROM accounts a WHERE ${accountsIn(scope)}
  )
  ON CONFLICT DO NOTHING`;

/** Sums by day, and the totals, which are sums of them. */
const addDays = (scope: Scope): string => `
  WITH fresh AS (
    SELECT t.program_id, (e.occurred_at AT TIME ZONE t.timezone)::date AS day,
      coalesce(e.location_id, '${nowhere}') AS location_id, e.kind, e.reward_id IS NOT NULL AS of_reward,
      count(*) AS entries, sum(e.quantity)::bigint AS quantity
    FROM ledger_entries e JOIN program_totals t USING (program_id)
    WHERE ${entriesIn(scope)}
    GROUP BY 1, 2, 3, 4, 5
    UNION ALL
    SELECT t.program_id, (a.enrolled_at AT TIME ZONE t.timezone)::date, '${nowhere}', 'enrolled', false, count(*), 0
    FROM accounts a JOIN program_totals t USING (program_id)
    WHERE ${accountsIn(scope)}
    GROUP BY 1, 2
  ),
  days AS (
    INSERT INTO program_days AS d (program_id, day, location_id, kind, of_reward, entries, quantity)
    SELECT program_id, day, location_id, kind, of_reward, entries, quantity FROM fresh
    ON CONFLICT (program_id, day, location_id, kind, of_reward)
    DO UPDATE SET entries = d.entries + excluded.entries, quantity = d.quantity + excluded.quantity
  )
  UPDATE program_totals t SET enrolments = t.enrolments + f.enrolments,
    redemptions = t.redemptions + f.redemptions, outstanding = t.outstanding + f.quantity
  FROM (
    SELECT program_id, coalesce(sum(entries) FILTER (WHERE kind = 'enrolled'), 0)::bigint AS enrolments,
      sum(entries * ${redemptionsIn('kind')})::bigint AS redemptions, sum(quantity)::bigint AS quantity
    FROM fresh GROUP BY program_id
  ) f WHERE t.program_id = f.program_id`;

/** Who took part when. */
const addParticipants = (scope: Scope): string => `
  WITH fresh AS (
    SELECT d.program_id, d.customer_id, d.day FROM (
      SELECT DISTINCT t.program_id, e.customer_id, (e.occurred_at AT TIME ZONE t.timezone)::date AS day
      FROM ledger_entries e JOIN program_totals t USING (program_id)
      WHERE ${entriesIn(scope)} AND e.kind IN ${participating}
    ) d
    WHERE NOT EXISTS (
      SELECT FROM program_participants p
      WHERE p.program_id = d.program_id AND p.customer_id = d.customer_id AND p.day = d.day
    )
  ),
  ${returnsChange},
  added AS (
    INSERT INTO program_participants (program_id, customer_id, day) SELECT program_id, customer_id, day FROM fresh
  )
  INSERT INTO program_returns AS r (program_id, day, previous, customers)
  SELECT program_id, day, previous, customers FROM returns_change
  ON CONFLICT (program_id, day, previous) DO UPDATE SET customers = r.customers + excluded.customers`;

/** Customers of the last 30 days, for the programs that were touched. */
const countActive = (scope: Scope): string => `
  UPDATE program_totals t SET active_on = today.day, active = ${activeIn('t.program_id', 'today.day')}
  FROM program_totals s, LATERAL (SELECT (CAST(:now AS timestamptz) AT TIME ZONE s.timezone)::date AS day) today
  WHERE s.program_id = t.program_id AND t.program_id IN (
    SELECT e.program_id FROM ledger_entries e WHERE ${entriesIn(scope)}
  )`;

/** The number of distinct customers in the 30 days that end with a day, from what is rolled up. */
export function activeIn(programId: string, day: string): string {
  return `coalesce((SELECT sum(r.customers) FROM program_returns r
    WHERE r.program_id = ${programId} AND r.day > ${day} - 30 AND r.day <= ${day} AND r.previous <= ${day} - 30), 0)`;
}
