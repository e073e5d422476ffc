import type { Knex } from 'knex';

/** What owners shape a program with beside its rule: a schedule, segments, priorities, changes to come, experiments. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ${dropStatus};
    ALTER TABLE loyalty_programs DROP COLUMN open_during;
    ${statusWithoutWindows}
    ALTER TABLE experiments RENAME COLUMN promoted TO winner;
    ALTER TABLE experiments RENAME CONSTRAINT promoted_has_ended TO winner_has_ended;
    ALTER TABLE loyalty_programs DROP COLUMN schedule, DROP COLUMN segment_ids, DROP COLUMN priority,
      DROP COLUMN exclusive_group, DROP COLUMN on_pause, DROP COLUMN edges_through, DROP COLUMN scheduled_changes,
      DROP COLUMN experiment;
  `);
}

const dropStatus = `
DROP INDEX idx_programs_business_created, idx_programs_business_rule_type;
DROP FUNCTION program_status`;

/** As migration 001 has them. */
const statusWithoutWindows = `
CREATE INDEX idx_programs_business_created ON loyalty_programs (business_id, created_at, id)
  INCLUDE (lifecycle, starts_at, ends_at, rule_type) WHERE deleted_at IS NULL;
CREATE INDEX idx_programs_business_rule_type ON loyalty_programs (business_id, rule_type, created_at, id)
  INCLUDE (lifecycle, starts_at, ends_at) WHERE deleted_at IS NULL;
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
  END;`;

const sql = `
ALTER TABLE loyalty_programs
  ADD COLUMN schedule jsonb,
  -- the schedule's windows that come next, written out; null: always open
  ADD COLUMN open_during tstzmultirange,
  -- null: every customer
  ADD COLUMN segment_ids uuid[],
  ADD COLUMN priority smallint NOT NULL DEFAULT 0,
  ADD COLUMN exclusive_group jsonb,
  ADD COLUMN on_pause jsonb NOT NULL DEFAULT '{"freezeExpiry": false}',
  -- windows and blackouts are in the log up to here
  ADD COLUMN edges_through timestamptz(3),
  -- edits that come into force by themselves, the next one first
  ADD COLUMN scheduled_changes jsonb NOT NULL DEFAULT '[]',
  -- the running experiment: its id and variants
  ADD COLUMN experiment jsonb;

-- Who wins is computed from the results; what is stored is whose config was taken over.
ALTER TABLE experiments RENAME COLUMN winner TO promoted;
ALTER TABLE experiments RENAME CONSTRAINT winner_has_ended TO promoted_has_ended;

-- Revisions hold whole programs: those recorded so far get what the columns above say of them.
UPDATE program_revisions SET program = '{"schedule": null, "segmentIds": null, "priority": 0, "exclusiveGroup": null,
  "onPause": {"freezeExpiry": false}, "edgesThrough": null, "scheduledChanges": [], "experiment": null}'::jsonb || program;

-- What program_status needs is included, so that lists are counted without touching their rows.
${dropStatus};
CREATE INDEX idx_programs_business_created ON loyalty_programs (business_id, created_at, id)
  INCLUDE (lifecycle, starts_at, ends_at, open_during, rule_type) WHERE deleted_at IS NULL;
CREATE INDEX idx_programs_business_rule_type ON loyalty_programs (business_id, rule_type, created_at, id)
  INCLUDE (lifecycle, starts_at, ends_at, open_during) WHERE deleted_at IS NULL;
-- The one definition of status, in SQL: equal to domain/program/status.ts, and tested to be.
CREATE FUNCTION program_status(
  lifecycle program_lifecycle, starts_at timestamptz, ends_at timestamptz, deleted_at timestamptz,
  open_during tstzmultirange, at timestamptz
) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE RETURN
  CASE
    WHEN deleted_at IS NOT NULL OR lifecycle = 'ENDED' THEN 'ENDED'
    WHEN ends_at <= at THEN 'ENDED'
    WHEN lifecycle = 'DRAFT' THEN 'DRAFT'
    WHEN lifecycle = 'PAUSED' THEN 'PAUSED'
    WHEN starts_at > at OR NOT open_during @> at THEN 'SCHEDULED'
    ELSE 'ACTIVE'
  END;
`;
