import type { Knex } from 'knex';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import { participating, returnsChange } from './returns';
import { nowhere } from './roll-up-statements';

export const analyticsIntervals = ['day', 'week', 'month'] as const;
export type AnalyticsInterval = (typeof analyticsIntervals)[number];

/** What to read. Days are local dates (`2026-03-29`) of `timezone`; `to` is not included. */
export interface AnalyticsRequest {
  readonly programId: string;
  readonly timezone: string;
  readonly interval: AnalyticsInterval;
  readonly from: string;
  readonly to: string;
  /** Epoch milliseconds: points that expired by then are not outstanding. */
  readonly now: number;
}

/** Entries of one kind, added up: of a bucket over all locations, or of a location over all buckets. */
export interface KindSum {
  /** First day of the bucket; null in sums of a location. */
  readonly bucket: string | null;
  /** Null in sums of a bucket, and where no location was named. */
  readonly locationId: string | null;
  /** Of the ledger entries, or `enrolled`. */
  readonly kind: string;
  readonly ofReward: boolean;
  readonly entries: number;
  readonly quantity: number;
}

/** The facts of a program's analytics, as added up by the database. Quantities are in the rule's unit. */
export interface AnalyticsFacts {
  readonly sums: readonly KindSum[];
  /** Distinct customers by bucket. */
  readonly participants: readonly { readonly bucket: string; readonly customers: number }[];
  /** Distinct customers in the whole range. */
  readonly allParticipants: number;
  /** What all customers hold together, debts taken off. */
  readonly outstanding: number;
}

/** The zone in which a program's days are kept: that of the program, unless it was just changed. */
export async function zoneOfDays(knex: Knex, programId: string): Promise<string | null> {
  const row = await knex('program_totals').where({ program_id: programId }).first('timezone');
  return row?.timezone ?? null;
}

/** Reads the roll-up and adds what was posted since, in one statement: the answer is exact at once. */
export async function readAnalytics(knex: Knex, request: AnalyticsRequest): Promise<AnalyticsFacts> {
  const { programId, timezone, interval, from, to, now } = request;
  const values = [programId, timezone, interval, from, to, toTimestamp(now)];
  const [row] = await runPrepared<AnalyticsFacts>(knex, analyticsSql, values);
  return row as AnalyticsFacts;
}

const analyticsSql = {
  name: 'program_analytics',
  text: `
  WITH posted AS MATERIALIZED (
    SELECT (e.occurred_at AT TIME ZONE $2)::date AS day, coalesce(e.location_id, '${nowhere}') AS location_id,
      e.kind, e.reward_id IS NOT NULL AS of_reward, e.quantity, e.program_id, e.customer_id
    FROM ledger_entries e
    WHERE e.posted_xid >= (SELECT rolled_up_to FROM roll_up) AND e.program_id = $1
  ),
  days AS (
    SELECT day, location_id, kind, of_reward, entries, quantity FROM program_days
    WHERE program_id = $1 AND day >= $4::date AND day < $5::date
    UNION ALL
    SELECT day, location_id, kind, of_reward, 1, quantity FROM posted WHERE day >= $4::date AND day < $5::date
    UNION ALL
    SELECT day, '${nowhere}', 'enrolled', false, 1, 0 FROM (
      SELECT (a.enrolled_at AT TIME ZONE $2)::date AS day FROM accounts a
      WHERE a.enrolled_xid >= (SELECT rolled_up_to FROM roll_up) AND a.program_id = $1
    ) enrolled WHERE day >= $4::date AND day < $5::date
  ),
  sums AS (
    SELECT date_trunc($3, day)::date AS bucket, nullif(location_id, '${nowhere}') AS "locationId", kind,
      of_reward AS "ofReward", sum(entries) AS entries, sum(quantity) AS quantity
    FROM days
    GROUP BY GROUPING SETS ((date_trunc($3, day), kind, of_reward), (location_id, kind, of_reward))
  ),
  fresh AS (
    SELECT DISTINCT t.program_id, t.customer_id, t.day FROM posted t
    WHERE t.kind IN ${participating} AND NOT EXISTS (
      SELECT FROM program_participants p
      WHERE p.program_id = t.program_id AND p.customer_id = t.customer_id AND p.day = t.day
    )
  ),
  ${returnsChange},
  returns AS (
    SELECT day, previous, customers FROM program_returns
    WHERE program_id = $1 AND day >= $4::date AND day < $5::date
    UNION ALL
    SELECT day, previous, customers FROM returns_change WHERE day >= $4::date AND day < $5::date
  )
  SELECT
    (SELECT coalesce(json_agg(sums), '[]') FROM sums) AS sums,
    (SELECT coalesce(json_agg(b), '[]') FROM (
      SELECT date_trunc($3, day)::date AS bucket, sum(customers) AS customers FROM returns
      WHERE previous < date_trunc($3, day) GROUP BY 1
    ) b) AS participants,
    (SELECT coalesce(sum(customers), 0)::int FROM returns WHERE previous < $4::date) AS "allParticipants",
    ( coalesce((SELECT outstanding FROM program_totals WHERE program_id = $1), 0)
      + (SELECT coalesce(sum(quantity), 0) FROM posted)
      - (SELECT coalesce(sum(l.remaining), 0) FROM accounts a
          JOIN loyalty_programs p ON p.id = a.program_id
          JOIN point_lots l ON l.customer_id = a.customer_id AND l.program_id = a.program_id
          WHERE a.program_id = $1 AND a.next_expiry_at <= $6 AND l.expires_at <= $6 AND l.remaining > 0
            AND expiry_of(l.expires_at, l.earned_at, p.freezes, p.frozen_since, p.ends_at, $6) <= $6)
    )::bigint AS outstanding`,
};
