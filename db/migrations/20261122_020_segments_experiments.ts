import type { Knex } from 'knex';

/** Segments of customers, and experiments that compare variants of a program's rule config. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE experiments, segments;
    DROP FUNCTION experiment_bucket, purchase_kept;
  `);
}

const sql = `
CREATE TABLE segments (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name varchar(255) NOT NULL,
  -- a tree of conditions, see domain/segments/rule.ts
  rule jsonb NOT NULL,
  version integer NOT NULL CHECK (version > 0),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  UNIQUE (business_id, id)
);
CREATE INDEX idx_segments_business ON segments (business_id, id) WHERE deleted_at IS NULL;

CREATE TABLE experiments (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  program_id uuid NOT NULL,
  name varchar(255) NOT NULL,
  -- by which measure the variants compete
  metric text NOT NULL CHECK (metric IN ('enrolmentRate', 'redemptionRate', 'spendPerCustomer')),
  status text NOT NULL CHECK (status IN ('RUNNING', 'ENDED')),
  -- [{ name, weight, control?, ruleConfig }], never changed: who is in which variant follows from it
  variants jsonb NOT NULL,
  started_at timestamptz(3) NOT NULL,
  ended_at timestamptz(3),
  -- the variant that was promoted when the experiment ended
  winner varchar(40),
  UNIQUE (business_id, id),
  FOREIGN KEY (business_id, program_id) REFERENCES loyalty_programs (business_id, id) ON DELETE CASCADE,
  CONSTRAINT ended_has_instant CHECK ((status = 'ENDED') = (ended_at IS NOT NULL)),
  CONSTRAINT winner_has_ended CHECK (winner IS NULL OR status = 'ENDED'),
  CONSTRAINT ends_after_start CHECK (ended_at >= started_at)
);
CREATE UNIQUE INDEX idx_experiments_running ON experiments (program_id) WHERE status = 'RUNNING';
CREATE INDEX idx_experiments_program ON experiments (business_id, program_id, id);

-- What was paid for what the customer kept of a purchase, in minor units; null when all of it was given back. The
-- same as remainingPurchase in domain/rules/purchase.ts, and tested to be: discounts are spread over the lines by
-- largest remainder, and what stays of a line is rounded down.
CREATE FUNCTION purchase_kept(purchase uuid) RETURNS bigint LANGUAGE sql STABLE PARALLEL SAFE RETURN (
  WITH line AS (
    SELECT l.number - 1 AS number, (l.line->>'quantity')::bigint AS quantity, (l.line->>'amount')::numeric AS amount,
      t.discount::numeric AS discount, sum((l.line->>'amount')::numeric) OVER () AS total
    FROM transactions t, jsonb_array_elements(t.lines) WITH ORDINALITY AS l (line, number)
    WHERE t.id = purchase
  ),
  shared AS (
    SELECT *, CASE WHEN total = 0 THEN 0 ELSE div(least(discount, total) * amount, total) END AS share,
      CASE WHEN total = 0 THEN 0 ELSE mod(least(discount, total) * amount, total) END AS lost
    FROM line
  ),
  paid AS (
    SELECT *, amount - share - CASE
      WHEN total > 0 AND row_number() OVER (ORDER BY lost DESC, number) <= least(discount, total) - sum(share) OVER ()
      THEN 1 ELSE 0 END AS paid
    FROM shared
  ),
  returned AS (
    SELECT (r.line->>'line')::bigint AS number, sum((r.line->>'quantity')::bigint) AS quantity
    FROM refunds f, jsonb_array_elements(f.lines) AS r (line)
    WHERE f.transaction_id = purchase GROUP BY 1
  )
  SELECT sum(div(paid * (p.quantity - coalesce(r.quantity, 0)), p.quantity))::bigint
  FROM paid p LEFT JOIN returned r USING (number)
  WHERE p.quantity > coalesce(r.quantity, 0)
);

-- Where a customer stands in an experiment, 0 to 99: the same as bucketOf in domain/experiments/assign.ts.
CREATE FUNCTION experiment_bucket(experiment uuid, customer uuid) RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  ((('x' || left(md5(experiment::text || ':' || customer::text), 8))::bit(32)::bigint * 100) >> 32)::integer;
`;
