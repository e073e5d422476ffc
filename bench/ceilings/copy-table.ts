import type { Knex } from 'knex';
import { copyTable } from './bare-sql';

/** Makes the copy of the programs' table that the bare server writes to. */
export async function createCopy(database: Knex): Promise<void> {
  await database.raw(`DROP TABLE IF EXISTS ${copyTable}`);
  await database.raw(`CREATE TABLE ${copyTable} (LIKE loyalty_programs INCLUDING ALL)`);
  const columns = (
    await database.raw<{ rows: { column_name: string }[] }>(
      `SELECT column_name FROM information_schema.columns
       WHERE table_name = 'loyalty_programs' AND table_schema = current_schema() AND is_generated = 'NEVER'`,
    )
  ).rows.map((row) => `"${row.column_name}"`);
  await database.raw(
    `INSERT INTO ${copyTable} (${columns.join(', ')}) SELECT ${columns.join(', ')} FROM loyalty_programs`,
  );
  await database.raw(`VACUUM (ANALYZE) ${copyTable}`);
}
