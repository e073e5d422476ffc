import type { Knex } from 'knex';

/** What owners shape a program with beside its rule: a schedule, segments, priorities, changes to come, experiments. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(sql);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE experiments RENAME COLUMN promoted TO winner;
    ALTER TABLE experiments RENAME CONSTRAINT promoted_has_ended TO winner_has_ended;
    ALTER TABLE loyalty_programs DROP COLUMN schedule, DROP COLUMN segment_ids, DROP COLUMN priority,
      DROP COLUMN exclusive_group, DROP COLUMN on_pause, DROP COLUMN edges_through, DROP COLUMN scheduled_changes,
      DROP COLUMN experiment;
  `);
}

const sql = `
ALTER TABLE loyalty_programs
  ADD COLUMN schedule jsonb,
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
`;
