import type { Knex } from 'knex';
import { builtInTemplates } from './built-in';

/** Brings the built-in templates in the database up to the data in this folder; harmless to repeat. */
export async function loadBuiltInTemplates(knex: Knex): Promise<void> {
  const rows = builtInTemplates.map(({ id, industry, ...definition }) => ({
    id,
    industry,
    name: definition.name,
    description: definition.description,
    rule_type: definition.ruleType,
    definition: JSON.stringify(definition),
  }));
  await knex('templates').insert(rows).onConflict('id').merge();
}
