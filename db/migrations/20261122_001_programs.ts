import type { Knex } from 'knex';

/** Businesses, locations, programs, their log, and the answers kept for repeated requests. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP TABLE idempotency_keys, program_revisions, loyalty_programs, locations, businesses, worker_facts;
    DROP FUNCTION program_status, event_uuid;
    DROP TYPE program_lifecycle;
    DROP TYPE loyalty_rule_config_domain;
    DROP TYPE loyalty_rule_type;
  `);
}

const sql = `
CREATE TYPE loyalty_rule_type AS ENUM
  ('POINTS_BASED', 'PUNCH_CARD', 'AMOUNT_SPENT', 'TIER_BASED', 'VISIT_FREQUENCY', 'STAMP_CARD');
CREATE TYPE loyalty_rule_config_domain AS ENUM ('SIMPLE', 'ADVANCED', 'PREMIUM');
CREATE TYPE program_lifecycle AS ENUM ('DRAFT', 'LIVE', 'PAUSED', 'ENDED');

CREATE TABLE businesses (
  id uuid PRIMARY KEY,
  name varchar(255) NOT NULL,
  timezone text NOT NULL,
  currency char(3) NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now()
);

CREATE TABLE locations (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name varchar(255) NOT NULL,
  timezone text NOT NULL,
  created_at timestamptz(3) NOT NULL DEFAULT now(),
  archived_at timestamptz(3),
  UNIQUE (business_id, id)
);

CREATE TABLE loyalty_programs (
  id uuid PRIMARY KEY,
  business_id uuid NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  name varchar(255) NOT NULL,
  description text,
  rule_type loyalty_rule_type NOT NULL,
  rule_config_domain loyalty_rule_config_domain NOT NULL,
  rule_config jsonb NOT NULL,
  lifecycle program_lifecycle NOT NULL,
  is_active boolean GENERATED ALWAYS AS (lifecycle = 'LIVE') STORED,
  starts_at timestamptz(3),
  ends_at timestamptz(3),
  timezone text NOT NULL,
  currency char(3) NOT NULL,
  -- null: every location of the business, later ones included
  location_ids uuid[],
  grace_period_days smallint NOT NULL CHECK (grace_period_days >= 0),
  ends_soon_days smallint NOT NULL CHECK (ends_soon_days >= 0),
  -- which tasks for the program's customers were done
  housekeeping jsonb NOT NULL,
  -- number of the latest revision
  version integer NOT NULL CHECK (version > 0),
  activated_at timestamptz(3),
  paused_at timestamptz(3),
  ended_at timestamptz(3),
  -- the next instant at which the workflow has something to do; infinity: none
  alarm_at timestamptz(3) NOT NULL,
  -- the alarm the workflow has set; null: it has set none yet
  alarm_acked timestamptz(3),
  created_at timestamptz(3) NOT NULL,
  updated_at timestamptz(3) NOT NULL,
  deleted_at timestamptz(3),
  purged_at timestamptz(3),
  UNIQUE (business_id, id),
  CONSTRAINT valid_date_range CHECK (starts_at IS NULL OR ends_at IS NULL OR starts_at < ends_at),
  CONSTRAINT live_has_start CHECK (lifecycle <> 'LIVE' OR starts_at IS NOT NULL),
  CONSTRAINT paused_has_instant CHECK (lifecycle <> 'PAUSED' OR paused_at IS NOT NULL),
  CONSTRAINT ended_has_instant CHECK (lifecycle <> 'ENDED' OR ended_at IS NOT NULL),
  CONSTRAINT purged_was_deleted CHECK (purged_at IS NULL OR deleted_at IS NOT NULL)
);

-- what program_status needs is included, so that lists are counted without touching their rows
CREATE INDEX idx_programs_business_created ON loyalty_programs (business_id, created_at, id)
  INCLUDE (lifecycle, starts_at, ends_at, rule_type) WHERE deleted_at IS NULL;
CREATE INDEX idx_programs_business_name ON loyalty_programs (business_id, lower(name), id) WHERE deleted_at IS NULL;
-- a program without a start sorts as if it began at the end of time
CREATE INDEX idx_programs_business_starts ON loyalty_programs (business_id, coalesce(starts_at, 'infinity'::timestamptz), id)
  WHERE deleted_at IS NULL;
CREATE INDEX idx_programs_business_active ON loyalty_programs (business_id, is_active) WHERE deleted_at IS NULL;
CREATE INDEX idx_programs_business_rule_type ON loyalty_programs (business_id, rule_type, created_at, id)
  INCLUDE (lifecycle, starts_at, ends_at) WHERE deleted_at IS NULL;
CREATE INDEX idx_programs_rule_type_domain ON loyalty_programs (rule_type, rule_config_domain) WHERE deleted_at IS NULL;
CREATE INDEX idx_programs_deleted ON loyalty_programs (deleted_at) WHERE deleted_at IS NOT NULL;
CREATE INDEX idx_programs_alarm_unacked ON loyalty_programs (alarm_at) WHERE alarm_acked IS DISTINCT FROM alarm_at;
CREATE INDEX idx_programs_alarm ON loyalty_programs (alarm_at) WHERE alarm_at < 'infinity';

-- The one definition of status, in SQL: equal to domain/program/status.ts, and tested to be.
CREATE FUNCTION program_status(
  lifecycle program_lifecycle, starts_at timestamptz, ends_at timestamptz, deleted_at timestamptz, at timestamptz
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE
    WHEN deleted_at IS NOT NULL OR lifecycle = 'ENDED' THEN 'ENDED'
    WHEN ends_at <= at THEN 'ENDED'
    WHEN lifecycle = 'DRAFT' THEN 'DRAFT'
    WHEN lifecycle = 'PAUSED' THEN 'PAUSED'
    WHEN starts_at > at THEN 'SCHEDULED'
    ELSE 'ACTIVE'
  END;

-- The id of the n-th event about something: a version 8 UUID, the same whenever the event is published again.
CREATE FUNCTION event_uuid(subject uuid, number integer) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  overlay(overlay(md5(subject::text || ':' || number::text) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid;

CREATE TABLE program_revisions (
  program_id uuid NOT NULL REFERENCES loyalty_programs (id) ON DELETE CASCADE,
  number integer NOT NULL CHECK (number > 0),
  business_id uuid NOT NULL,
  kind text NOT NULL,
  actor text NOT NULL,
  occurred_at timestamptz(3) NOT NULL,
  recorded_at timestamptz(3) NOT NULL DEFAULT clock_timestamp(),
  previous_status text,
  -- the program after this revision
  program jsonb NOT NULL,
  command_id uuid UNIQUE,
  event_id uuid NOT NULL GENERATED ALWAYS AS (event_uuid(program_id, number)) STORED,
  published_at timestamptz(3),
  PRIMARY KEY (program_id, number)
);
CREATE INDEX idx_revisions_unpublished ON program_revisions (recorded_at, program_id) WHERE published_at IS NULL;

CREATE TABLE idempotency_keys (
  business_id uuid NOT NULL REFERENCES businesses (id) ON DELETE CASCADE,
  key varchar(255) NOT NULL,
  route text NOT NULL,
  body_sha256 bytea NOT NULL,
  -- of the command that the request stands for; the same until the key expires
  command_id uuid NOT NULL DEFAULT gen_random_uuid(),
  -- null while the first request runs
  status smallint,
  -- json, not jsonb: an answer is repeated as it was given, the order of its keys included
  response json,
  claimed_at timestamptz(3) NOT NULL,
  expires_at timestamptz(3) NOT NULL,
  PRIMARY KEY (business_id, key)
);
CREATE INDEX idx_idempotency_expires ON idempotency_keys (expires_at);

-- What the worker must remember across restarts, such as which Temporal cluster holds the workflows.
CREATE TABLE worker_facts (
  name text PRIMARY KEY,
  value text NOT NULL
);
`;
