import { createTestDatabase, type TestDatabase } from '../test-database';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

test('migrates', async () => {
  const { rows } = await database.knex.raw('select 1 as one');
  expect(rows).toEqual([{ one: 1 }]);
});
