import type { Knex } from 'knex';
import { loadBuiltInTemplates } from '../templates/load-built-in';

/** Templates: built-in ones, which belong to no business, and those that businesses save. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(`
    CREATE TABLE templates (
      id text PRIMARY KEY,
      -- null: built in, for every business
      business_id uuid REFERENCES businesses (id) ON DELETE CASCADE,
      industry varchar(40) NOT NULL,
      name varchar(255) NOT NULL,
      description text,
      rule_type loyalty_rule_type NOT NULL,
      -- the body of a program, without dates, locations and lifecycle
      definition jsonb NOT NULL,
      created_at timestamptz(3) NOT NULL DEFAULT now()
    );
    CREATE INDEX idx_templates_business ON templates (business_id, industry, name);
  `);
  await loadBuiltInTemplates(knex);
}

export async function down(knex: Knex): Promise<void> {
  await knex.raw('DROP TABLE templates');
}
