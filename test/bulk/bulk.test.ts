import { type FlowStack, startFlowStack } from '../critical-flows/flow-stack';
import { eventually } from '../support/eventually';
import { day } from '../support/programs';
import { type BulkClient, bulkClientOf } from './bulk-client';

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

let flow: FlowStack;
let client: BulkClient;
beforeAll(async () => {
  flow = await startFlowStack();
  client = bulkClientOf(flow);
});
afterAll(() => flow?.close());

interface Result {
  readonly programId: string;
  readonly status: string;
  readonly code?: string;
  // oxlint-disable-next-line no-explicit-any
  readonly program?: any;
}
const endAlone = (id: string) => flow.api.send({ method: 'POST', path: `/programs/${id}/end` });
const codes = (results: readonly Result[]) => results.map(({ status, code }) => code ?? status);

test('100 programs at once are each paused, logged and told of like a single one', async () => {
  const ids = await client.programs(100, { endsAt: Date.now() + day });
  const answer = await client.bulk({ action: 'pause', programIds: ids });
  expect([200, 202]).toContain(answer.status);
  const operation = await client.finished(answer.body.id);
  expect(operation).toMatchObject({
    action: 'pause',
    status: 'COMPLETED',
    progress: { total: 100, done: 100, succeeded: 100, failed: 0 },
  });
  expect(operation.results.map(({ programId }: Result) => programId)).toEqual(ids);
  const states = operation.results.map(({ program }: Result) => `${program.status} ${program.version}`);
  expect(new Set(states)).toEqual(new Set(['PAUSED 3']));
  const { plane } = flow.stack;
  const log = await plane.log(ids[57] ?? '');
  const last = log.at(-1);
  expect([last?.kind, last?.actor]).toEqual(['paused', expect.stringMatching(/^user:/)]);
  // Their events are published, and their workflows know what is.
  await eventually(async () => {
    const events = await plane.events(ids[57] ?? '');
    expect(events.map(({ sequence }) => sequence)).toEqual([1, 2, 3]);
    const rows = await plane.knex('loyalty_programs').whereIn('id', ids);
    for (const row of rows) expect(row.alarm_acked).toEqual(row.alarm_at);
    expect(await plane.knex('operation_items').whereNotNull('wake_program_id')).toEqual([]);
  });
  const resumed = await flow.api.send({ method: 'POST', path: `/programs/${ids[3]}/resume` });
  expect(resumed).toMatchObject({ status: 200, body: { status: 'ACTIVE', version: 4 } });
});

test('each program has its own outcome: what fails says why, and holds up nobody', async () => {
  const [draft = '', live = '', paused = '', ended = '', gone = ''] = [
    ...(await client.programs(1, { isActive: false })),
    ...(await client.programs(4)),
  ];
  await client.run({ action: 'pause', programIds: [paused] });
  await client.run({ action: 'end', programIds: [ended] });
  await client.run({ action: 'delete', programIds: [gone] });
  const missing = '0190d3c4-7d1e-7c3a-9b0e-4f5d6a7b8c09';
  const foreign = await flow.api.program({ businessId: await flow.api.business() });
  const programIds = [draft, missing, live, foreign, paused, ended, gone];
  const operation = await client.run({ action: 'pause', programIds });
  expect(operation).toMatchObject({
    status: 'COMPLETED',
    progress: { total: 7, done: 7, succeeded: 2, failed: 5 },
  });
  expect(operation.results.map(({ programId }: Result) => programId)).toEqual(programIds);
  expect(codes(operation.results)).toEqual([
    'invalid_transition',
    'program_not_found',
    'succeeded',
    'program_not_found',
    'succeeded',
    'invalid_transition',
    'program_not_found',
  ]);
  expect(operation.results[0]).toMatchObject({
    message: 'A program that is DRAFT cannot pause.',
    allowed: ['activate', 'delete'],
  });
  // What is not there and what is somebody else's are told alike.
  const [, one, , other] = operation.results;
  expect({ ...other, programId: missing }).toEqual(one);
  expect(await flow.stack.plane.kinds(foreign)).not.toContain('paused');
  const back = await client.run({ action: 'restore', programIds: [gone, live] });
  expect(back.results.map(({ program }: Result) => program.status)).toEqual(['ACTIVE', 'PAUSED']);
});

test('an activation whose end has passed is refused like a single one', async () => {
  const [late = ''] = await client.programs(1, { isActive: false, endsAt: Date.now() - day });
  const { results } = await client.run({ action: 'activate', programIds: [late] });
  expect(results).toMatchObject([
    { code: 'validation_failed', errors: [{ pointer: '/endsAt', code: 'end_in_the_past' }] },
  ]);
});

test('an update lays its changes over what each program has', async () => {
  const [one = '', other = '', same = '', ended = ''] = await client.programs(4, { endsSoonDays: 3 });
  await client.run({ action: 'end', programIds: [ended] });
  await client.run({ action: 'update', programIds: [same], changes: { gracePeriodDays: 5 } });
  const changes = { gracePeriodDays: 5, ruleConfig: { punchesRequired: 4 } };
  const operation = await client.run({ action: 'update', programIds: [one, other, ended], changes });
  expect(codes(operation.results)).toEqual(['succeeded', 'succeeded', 'program_ended']);
  const { body } = await client.get(`/programs/${one}`);
  expect(body).toMatchObject({ name: 'P0', endsSoonDays: 3, gracePeriodDays: 5, version: 3 });
  expect(body.ruleConfig).toMatchObject({ punchesRequired: 4, rewardType: expect.any(String) });
  // What changes nothing makes no version; what is impossible is refused program by program.
  const repeated = await client.run({
    action: 'update',
    programIds: [one, same],
    changes: { gracePeriodDays: 5 },
  });
  expect(repeated.results.map(({ program }: Result) => program.version)).toEqual([3, 3]);
  const wrong = { ruleType: 'POINTS_BASED', ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 } };
  const refused = await client.run({ action: 'update', programIds: [one], changes: wrong });
  expect(codes(refused.results)).toEqual(['validation_failed']);
});

test('an update leaves a location that was archived meanwhile, and takes none that was', async () => {
  const [old, other] = [await flow.api.location(), await flow.api.location()];
  const [one = '', two = ''] = await client.programs(2, { locationIds: [old] });
  await flow.stack.plane.knex('locations').where({ id: old }).update({ archived_at: new Date() });
  const kept = await client.run({ action: 'update', programIds: [one, two], changes: { priority: 2 } });
  expect(codes(kept.results)).toEqual(['succeeded', 'succeeded']);
  const copies = await client.run({ action: 'duplicate', programIds: [one] });
  expect(copies.results).toMatchObject([{ status: 'failed', errors: [{ code: 'locations_gone' }] }]);
  const changes = { locationIds: [other] };
  expect(codes((await client.run({ action: 'update', programIds: [one], changes })).results)).toEqual([
    'succeeded',
  ]);
});

test('a duplication makes one copy of each, with what they are to differ in', async () => {
  const place = await flow.api.location();
  const ids = await client.programs(3, { name: 'Original', startsAt: Date.now() - day });
  const overrides = { locationIds: [place], isActive: true };
  const { results } = await client.run({ action: 'duplicate', programIds: ids, overrides });
  expect(codes(results)).toEqual(['succeeded', 'succeeded', 'succeeded']);
  const copies = results.map(({ program }: Result) => program);
  expect(new Set(copies.map(({ id }: { id: string }) => id)).size).toBe(3);
  for (const copy of copies) {
    expect(copy).toMatchObject({ name: 'Original (copy)', status: 'ACTIVE', locationIds: [place] });
    expect((await client.get(`/programs/${copy.id}`)).body).toMatchObject({ version: 2 });
  }
  await eventually(async () => {
    for (const { id } of copies) expect(await flow.stack.plane.events(id)).toHaveLength(2);
  });
});

test('a filter finds the programs of that instant', async () => {
  const ids = await client.programs(3, { name: 'Found by its name' });
  await client.programs(1, { name: 'Something else' });
  const filter = { q: 'found by', status: ['ACTIVE'] };
  const operation = await client.run({ action: 'end', filter });
  expect(operation.results.map(({ programId }: Result) => programId).toSorted()).toEqual(ids.toSorted());
  const none = await client.run({ action: 'end', filter });
  expect(none).toMatchObject({ status: 'COMPLETED', progress: { total: 0, done: 0 }, results: [] });
  const { data } = (await client.get('/operations?pageSize=2')).body;
  expect(data.map(({ id }: { id: string }) => id)).toEqual([none.id, operation.id]);
  expect(data[0]).not.toHaveProperty('results');
});

test('single commands that race with an operation are each applied or refused, and the log stays legal', async () => {
  const ids = await client.programs(10, { endsAt: Date.now() + day });
  const [operation, ...ends] = await Promise.all([
    client.run({ action: 'pause', programIds: ids }),
    ...ids.map(endAlone),
  ]);
  for (const [index, id] of ids.entries()) {
    expect(ends[index]).toMatchObject({ status: 200, body: { status: 'ENDED' } });
    const kinds = (await flow.stack.plane.kinds(id)).slice(2);
    const result = operation.results[index];
    expect(kinds).toEqual(result.status === 'succeeded' ? ['paused', 'ended'] : ['ended']);
  }
});
