import type { Knex } from 'knex';

/** Inserts all rows by one statement, whatever their number of columns. */
export async function insertRows(database: Knex, table: string, rows: readonly object[]): Promise<void> {
  const columns = Object.keys(rows[0] ?? {});
  const names = columns.map(() => '??').join(', ');
  await database.raw(
    `INSERT INTO ?? (${names}) SELECT ${names} FROM jsonb_populate_recordset(NULL::??, ?::jsonb)`,
    [table, ...columns, ...columns, table, JSON.stringify(rows)],
  );
}
