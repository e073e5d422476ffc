import { join } from 'node:path';
import type { Knex } from 'knex';

/** Where migrations live; the same folder in TypeScript (tests) and compiled (product). */
export const migrations: Knex.MigratorConfig = {
  directory: join(__dirname, 'migrations'),
  loadExtensions: ['.ts', '.js'],
  tableName: 'schema_migrations',
};
