import { randomUUID } from 'node:crypto';
import { day } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { tokenFor } from '../testing/token.fixtures';
import { control, eight, start, wanted } from './experiments.fixtures';

let api: TestApi;
let stranger: string;
beforeAll(async () => {
  api = await startApi();
  stranger = await tokenFor({ businessId: await api.business(), now: api.clock.now });
});
afterAll(() => api.close());

const get = (path: string, token?: string) => api.send({ path, ...(token === undefined ? {} : { token }) });
const programOf = async (id: string) => (await get(`/programs/${id}`)).body;
const kindsOf = async (id: string) =>
  (await get(`/programs/${id}/history`)).body.data.map(({ kind }: { kind: string }) => kind);

test('an experiment is started, shown, listed and on its program', async () => {
  const programId = await api.program();
  const { status, body, headers } = await start(api, programId);
  expect(status).toBe(201);
  expect(body).toEqual({
    id: body.id,
    programId,
    name: 'Eight or ten',
    metric: 'redemptionRate',
    status: 'RUNNING',
    variants: [control, { ...eight, control: false }],
    startedAt: new Date(api.clock.now).toISOString(),
    endedAt: null,
    promoted: null,
  });
  expect(headers.get('location')).toMatch(new RegExp(`/experiments/${body.id}$`));
  expect((await get(`/experiments/${body.id}`)).body).toEqual(body);
  expect((await get(`/experiments?programId=${programId}`)).body.data).toEqual([body]);
  expect((await get(`/experiments?programId=${programId}&status=ENDED`)).body.data).toEqual([]);
  expect(await programOf(programId)).toMatchObject({ experimentId: body.id, version: 3 });
  expect((await kindsOf(programId))[0]).toBe('experiment_started');
});

test('pages of experiments, the latest first', async () => {
  const ids: string[] = [];
  for (let n = 0; n < 3; n += 1) ids.unshift((await start(api, await api.program())).body.id);
  const first = await get('/experiments?pageSize=2');
  expect(first.body.data.map(({ id }: { id: string }) => id)).toEqual(ids.slice(0, 2));
  const rest = await get(`/experiments?pageSize=2&cursor=${first.body.pagination.nextCursor}`);
  expect(rest.body.data[0].id).toBe(ids[2]);
  expect((await get(`/experiments?status=ENDED&cursor=${first.body.pagination.nextCursor}`)).status).toBe(
    400,
  );
});

test.each([
  [
    'weights that do not sum',
    [control, { ...eight, weight: 49 }],
    '/variants/1/weight',
    'weights_do_not_sum',
  ],
  [
    'five variants',
    [control, ...'abcd'.split('').map((name) => ({ ...eight, name, weight: 12 }))],
    '/variants',
    'too_many',
  ],
  ['one variant', [control], '/variants', 'too_few'],
  ['no control', [{ ...control, control: false }, eight], '/variants', 'no_control'],
  ['no variants', undefined, '/variants', 'required'],
  [
    'a config that the rule refuses',
    [control, { ...eight, ruleConfig: { ...eight.ruleConfig, punchesRequired: 0 } }],
    '/variants/1/ruleConfig/punchesRequired',
    'out_of_range',
  ],
  [
    'a config of another rule',
    [control, { ...eight, ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 } }],
    '/variants/1/ruleConfig/pointsPerDollar',
    'unknown_field',
  ],
])('%s: refused, and nothing starts', async (_case, variants, pointer, code) => {
  const programId = await api.program();
  const answer = await start(api, programId, wanted({ variants }));
  expect(answer.status).toBe(422);
  expect(answer.body.errors).toContainEqual({ pointer, code, message: expect.any(String) });
  expect(await programOf(programId)).toMatchObject({ experimentId: null, version: 2 });
});

test('every fault at once, and the shape of the body', async () => {
  const programId = await api.program();
  const { status, body } = await start(api, programId, {
    metric: 'luck',
    variants: [control, eight],
    colour: 1,
  });
  expect(status).toBe(400);
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
    '/colour',
    '/metric',
    '/name',
  ]);
  expect((await start(api, programId, [])).status).toBe(422);
  expect((await start(api, programId, '{"variants":')).status).toBe(400);
});

const tiersOf = (type: string) => ({
  tiers: [
    { name: 'Silver', threshold: { type, value: 10, period: 'yearly' }, benefits: [] },
    { name: 'Gold', threshold: { type, value: 100, period: 'yearly' }, benefits: [] },
  ],
  evaluationPeriod: 'yearly',
});

test('variants of tiers must count what the program counts', async () => {
  const programId = await api.program({ ruleType: 'TIER_BASED', ruleConfig: tiersOf('spending') as never });
  const variants = (type: string) => [
    { ...control, ruleConfig: tiersOf('spending') },
    { ...eight, ruleConfig: tiersOf(type) },
  ];
  const other = await start(api, programId, wanted({ variants: variants('visits') }));
  expect(other.body.errors).toMatchObject([{ pointer: '/variants/1/ruleConfig', code: 'unit_differs' }]);
  expect((await start(api, programId, wanted({ variants: variants('spending') }))).status).toBe(201);
});

test('one at a time, and none on a program that has ended', async () => {
  const programId = await api.program();
  const { body } = await start(api, programId);
  const second = await start(api, programId);
  expect([second.status, second.body.code]).toEqual([409, 'experiment_running']);
  expect(second.body.detail).toContain(body.id);
  const over = await api.program();
  await api.command(over, 'end');
  expect((await start(api, over)).body.code).toBe('program_ended');
});

test('none while a change of the rule is scheduled; any other change may be', async () => {
  const programId = await api.program();
  const schedule = (definition: object) => {
    const { now } = api.clock;
    const change = { id: randomUUID(), at: now + day, actor: 'user:owner', definition, createdAt: now };
    return api
      .knex('loyalty_programs')
      .where({ id: programId })
      .update({ scheduled_changes: JSON.stringify([change]) });
  };
  await schedule({ ruleConfig: eight.ruleConfig });
  const refused = await start(api, programId);
  expect([refused.status, refused.body.code]).toEqual([409, 'config_change_scheduled']);
  await schedule({ name: 'Another name' });
  expect((await start(api, programId)).status).toBe(201);
});

test('of two that start at once one does', async () => {
  const programId = await api.program();
  const answers = await Promise.all([start(api, programId), start(api, programId)]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 409]);
  expect((await get(`/experiments?programId=${programId}`)).body.pagination.totalCount).toBe(1);
});

test('an Idempotency-Key starts one experiment and repeats its answer', async () => {
  const programId = await api.program();
  const headers = { 'idempotency-key': randomUUID() };
  const first = await start(api, programId, wanted(), headers);
  const again = await start(api, programId, wanted(), headers);
  expect([again.status, again.body, again.headers.get('idempotent-replayed')]).toEqual([
    201,
    first.body,
    'true',
  ]);
});

test('a business does not tell the experiment of another from one that is missing', async () => {
  const programId = await api.program();
  const { body } = await start(api, programId);
  const operations = [
    ['GET', ''],
    ['GET', '/results'],
    ['POST', '/end'],
  ] as const;
  for (const [method, path] of operations) {
    const ask = (id: string, token?: string) =>
      api.send({ method, path: `/experiments/${id}${path}`, ...(token === undefined ? {} : { token }) });
    const [foreign, missing, impossible] = [
      await ask(body.id, stranger),
      await ask(randomUUID()),
      await ask('seven'),
    ];
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    expect(impossible.text).toBe(missing.text);
  }
  expect((await get('/experiments', stranger)).body.data).toEqual([]);
  expect((await get(`/experiments?programId=${programId}`, stranger)).body.data).toEqual([]);
  expect((await get(`/experiments/${body.id}`)).body.status).toBe('RUNNING');
});
