import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createTestDatabase, type TestDatabase } from '../db/test-database';

const page = readFileSync(join(__dirname, '../docs/data-model.md'), 'utf8');

const sorted = (tables: Record<string, string[]>) =>
  Object.fromEntries(Object.entries(tables).map(([table, columns]) => [table, columns.toSorted()]));

/** Columns by table, as the diagram of the page draws them. */
function drawn(): Record<string, string[]> {
  const entities = [...page.matchAll(/^ {2}(\w+) \{\n([\s\S]*?)^ {2}\}/gm)];
  return Object.fromEntries(
    entities.map(([, table = '', body = '']) => [
      table,
      body
        .trim()
        .split('\n')
        .map((line) => line.trim().split(/\s+/)[1] ?? '')
        .toSorted(),
    ]),
  );
}

describe('the page about the data model', () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await createTestDatabase();
  });
  afterAll(() => database.drop());

  it('draws every table and column that the migrations make, and no other', async () => {
    const rows: { table_name: string; column_name: string }[] = await database
      .knex('information_schema.columns')
      .where('table_schema', 'public')
      .whereNot('table_name', 'like', 'schema_migrations%')
      .select('table_name', 'column_name');
    const made: Record<string, string[]> = {};
    for (const { table_name, column_name } of rows) (made[table_name] ??= []).push(column_name);
    expect(drawn()).toEqual(sorted(made));
  });

  it('names every function that the migrations make', async () => {
    const { rows } = await database.knex.raw<{ rows: { name: string }[] }>(
      `SELECT proname AS name FROM pg_proc WHERE pronamespace = 'public'::regnamespace`,
    );
    expect(rows.length).toBeGreaterThan(0);
    for (const { name } of rows) expect(page).toContain(`| \`${name}(`);
  });
});
