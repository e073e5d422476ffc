import type { Knex } from 'knex';
import { sharesOf } from '../../domain/experiments/assign';
import type { VariantTotals } from '../../domain/experiments/results';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';
import { keptOf } from '../segments/kept-of';
import type { TenantContext } from '../tenant';
import type { Experiment } from './experiment';

/**
 * What the customers of each variant did from the start of an experiment to its end, or to `now` (epoch milliseconds)
 * while it runs; in the order of the variants. A customer belongs to the variant that the ledger pinned, and where it
 * pinned none, to the one that follows from the ids. What counts as pinned are entries that the customer's config of that
 * moment decided: refunds and expiries name the config that earned, which may be that of an earlier experiment. Erased customers count: what they did is kept without a person.
 */
export async function variantTotals(
  knex: Knex,
  tenant: TenantContext,
  experiment: Experiment,
  now: number,
): Promise<VariantTotals[]> {
  const shares = sharesOf(experiment.variants);
  const rows = await runPrepared<VariantTotals>(knex, totalsSql, [
    tenant.businessId,
    experiment.programId,
    experiment.id,
    shares.map(({ variant }) => variant.name),
    shares.map(({ from }) => from),
    shares.map(({ to }) => to),
    toTimestamp(experiment.startedAt),
    toTimestamp(Math.min(experiment.endedAt ?? now, now)),
  ]);
  const byName = new Map(rows.map((row) => [row.variant, row]));
  return experiment.variants.map(({ name }) => byName.get(name) ?? { ...nobody, variant: name });
}

const nobody = {
  customers: 0,
  enrolled: 0,
  joined: 0,
  redeemed: 0,
  redemptions: 0,
  spend: 0,
  spendSquares: 0,
};

const totalsSql = {
  name: 'experiment_totals',
  text: `
  WITH share AS (
    SELECT * FROM unnest($4::text[], $5::int[], $6::int[]) AS s (variant, from_bucket, to_bucket)
  ),
  posted AS (
    SELECT a.customer_id,
      (array_agg(e.details->>'variant' ORDER BY e.number DESC)
        FILTER (WHERE e.details->>'variant' = ANY ($4::text[])
          AND e.kind IN ('earned', 'redeemed', 'adjusted', 'imported')))[1] AS pinned,
      greatest(0, sum(CASE e.kind WHEN 'redeemed' THEN 1 WHEN 'redemption_cancelled' THEN -1 ELSE 0 END)) AS redemptions
    FROM accounts a JOIN ledger_entries e ON e.customer_id = a.customer_id AND e.program_id = a.program_id
    WHERE a.program_id = $2 AND a.business_id = $1 AND e.occurred_at >= $7 AND e.occurred_at < $8
    GROUP BY a.customer_id
  ),
  paid AS (
    SELECT t.customer_id, sum(${keptOf('t')}) AS spend
    FROM transactions t JOIN loyalty_programs p ON p.id = $2 AND p.currency = t.currency
    WHERE t.business_id = $1 AND t.occurred_at >= $7 AND t.occurred_at < $8
    GROUP BY t.customer_id
  ),
  customer AS (
    SELECT coalesce(e.pinned, s.variant) AS variant, a.enrolled_at, coalesce(e.redemptions, 0) AS redemptions,
      coalesce(t.spend, 0) AS spend
    FROM customers c
    CROSS JOIN LATERAL (SELECT experiment_bucket($3, c.id) AS bucket) b
    JOIN share s ON b.bucket >= s.from_bucket AND b.bucket < s.to_bucket
    LEFT JOIN accounts a ON a.customer_id = c.id AND a.program_id = $2 AND a.enrolled_at < $8
    LEFT JOIN posted e ON e.customer_id = a.customer_id
    LEFT JOIN paid t ON t.customer_id = c.id
    WHERE c.business_id = $1 AND c.created_at < $8
  )
  SELECT variant, count(*) AS customers, count(enrolled_at) AS enrolled,
    count(*) FILTER (WHERE enrolled_at >= $7) AS joined, count(*) FILTER (WHERE redemptions > 0) AS redeemed,
    sum(redemptions)::bigint AS redemptions, sum(spend)::bigint AS spend,
    sum(spend::float8 * spend::float8) AS "spendSquares"
  FROM customer GROUP BY variant`,
};
