import { type FlowStack, startFlowStack } from '../critical-flows/flow-stack';
import { eventually } from '../support/eventually';
import { day } from '../support/programs';

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

let flow: FlowStack;
beforeAll(async () => {
  flow = await startFlowStack();
});
afterAll(() => flow?.close());

const bulk = (body: unknown, headers: Record<string, string> = {}) =>
  flow.api.send({ method: 'POST', path: '/programs/bulk', body, headers });
const get = (path: string) => flow.api.send({ path });

/** The operation in an answer once it has finished, which on a busy machine may be later than the answer. */
const finished = (id: string) =>
  eventually(async () => {
    const { body } = await get(`/operations/${id}`);
    expect(body.status).not.toBe('RUNNING');
    return body;
  });

async function programs(count: number, wish: Record<string, unknown> = {}): Promise<string[]> {
  const made = await Promise.all(
    Array.from({ length: count }, (_, index) => flow.stack.plane.create({ name: `P${index}`, ...wish })),
  );
  return made.map(({ id }) => id);
}

test('100 programs at once are each paused, logged and told of like a single one', async () => {
  const ids = await programs(100, { endsAt: Date.now() + day });
  const answer = await bulk({ action: 'pause', programIds: ids });
  expect([200, 202]).toContain(answer.status);
  const operation = await finished(answer.body.id);
  expect(operation).toMatchObject({
    action: 'pause',
    status: 'COMPLETED',
    progress: { total: 100, done: 100, succeeded: 100, failed: 0 },
  });
  expect(operation.results.map(({ programId }: { programId: string }) => programId)).toEqual(ids);
  const states = new Set(
    operation.results.map(({ program }: { program: { status: string; version: number } }) =>
      [program.status, program.version].join(),
    ),
  );
  expect([...states]).toEqual(['PAUSED,3']);
  const log = await flow.stack.plane.log(ids[57] ?? '');
  expect(log.map(({ kind, actor }) => [kind, actor]).at(-1)).toEqual([
    'paused',
    expect.stringMatching(/^user:/),
  ]);
  // Their events are published, and their workflows know what is.
  await eventually(async () => {
    const [one] = ids;
    expect((await flow.stack.plane.events(one ?? '')).map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const rows = await flow.stack.plane.knex('loyalty_programs').whereIn('id', ids);
    for (const row of rows) expect(row.alarm_acked).toEqual(row.alarm_at);
    expect(await flow.stack.plane.knex('operation_items').whereNotNull('wake_program_id')).toEqual([]);
  });
  const single = await flow.api.send({ method: 'POST', path: `/programs/${ids[3]}/resume` });
  expect(single).toMatchObject({ status: 200, body: { status: 'ACTIVE', version: 4 } });
});
