import type { Knex } from 'knex';

/** Locations are edited: who edits sees whether somebody else did meanwhile. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    ALTER TABLE locations
      ADD COLUMN version integer NOT NULL DEFAULT 1 CHECK (version > 0),
      ADD COLUMN updated_at timestamptz(3) NOT NULL DEFAULT now();
    UPDATE locations SET updated_at = coalesce(archived_at, created_at);
    CREATE INDEX idx_locations_business ON locations (business_id, id);
  `);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw(`
    DROP INDEX idx_locations_business;
    ALTER TABLE locations DROP COLUMN version, DROP COLUMN updated_at;
  `);
}
