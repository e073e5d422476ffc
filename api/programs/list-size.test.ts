import { startApi, type TestApi } from '../testing/api.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
  await multiply(await api.program({ name: 'Copied' }), 10_000);
});
afterAll(() => api.close());

/** Copies a program's row and its latest revision so many times: what a list needs, and quicker than creating them. */
async function multiply(id: string, copies: number): Promise<void> {
  const { rows } = await api.knex.raw<{ rows: { names: string }[] }>(
    `SELECT string_agg(column_name, ', ') AS names FROM information_schema.columns
     WHERE table_name = 'loyalty_programs' AND is_generated = 'NEVER' AND column_name <> 'id'`,
  );
  const names = rows[0]?.names ?? '';
  await api.knex.raw(
    `WITH copied AS (
       INSERT INTO loyalty_programs (id, ${names})
       SELECT gen_random_uuid(), ${names} FROM loyalty_programs, generate_series(1, :copies) WHERE id = :id
       RETURNING id, version
     )
     INSERT INTO program_revisions (program_id, number, business_id, kind, actor, occurred_at, program)
     SELECT copied.id, number, business_id, kind, actor, occurred_at, program || jsonb_build_object('id', copied.id)
     FROM copied JOIN program_revisions r ON r.program_id = :id AND r.number = copied.version`,
    { id, copies },
  );
}

const pagination = async (query = '') => (await api.send({ path: `/programs?${query}` })).body.pagination;

test('beyond 10,000 programs the total is no longer exact, and says so', async () => {
  expect(await pagination()).toMatchObject({
    totalCount: 10_000,
    totalPages: 500,
    totalCountIsEstimate: true,
  });
});

test('10,000 programs are counted exactly, and the last page of them can be asked for', async () => {
  const [spare] = await api.knex('loyalty_programs').limit(1);
  await api.knex('loyalty_programs').where({ id: spare.id }).delete();
  const last = await pagination('page=100&pageSize=100');
  expect(last).toMatchObject({ page: 100, totalCount: 10_000, totalPages: 100, nextCursor: null });
  expect(last).not.toHaveProperty('totalCountIsEstimate');
});

test('a page further back goes on by the cursor', async () => {
  const { nextCursor } = await pagination('page=99&pageSize=100');
  const { body } = await api.send({ path: `/programs?pageSize=100&cursor=${nextCursor}` });
  expect(body.data).toHaveLength(100);
  expect(body.pagination).toMatchObject({ pageSize: 100, nextCursor: null });
});
