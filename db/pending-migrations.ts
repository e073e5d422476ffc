import { readdir } from 'node:fs/promises';
import type { Knex } from 'knex';
import { migrations } from './knexfile';

/**
 * Names of migrations that this code knows and the database has not seen. Unlike Knex's own check it does not mind a
 * database that is ahead: that is how a rolling deployment looks to the old processes.
 */
export async function pendingMigrations(knex: Knex): Promise<string[]> {
  const [files, applied] = await Promise.all([
    readdir(String(migrations.directory)),
    knex(String(migrations.tableName)).select<{ name: string }[]>('name'),
  ]);
  const seen = new Set(applied.map(({ name }) => stem(name)));
  return files.filter(
    (file) => /^\d.*\.[jt]s$/.test(file) && !file.endsWith('.d.ts') && !seen.has(stem(file)),
  );
}

/** The same migration is a .ts file in tests and a .js file in the product. */
function stem(name: string): string {
  return name.replace(/\.[jt]s$/, '');
}
