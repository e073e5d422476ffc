import { day } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { control, eight, end, start, wanted } from './experiments.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const get = (path: string) => api.send({ path });
const programOf = async (id: string) => (await get(`/programs/${id}`)).body;
const kindsOf = async (id: string) =>
  (await get(`/programs/${id}/history`)).body.data.map(({ kind }: { kind: string }) => kind);

test('If-Match is about the program', async () => {
  const programId = await api.program();
  expect((await start(api, programId, wanted(), { 'if-match': '"1"' })).status).toBe(412);
  const { body } = await start(api, programId, wanted(), { 'if-match': '"2"' });
  expect((await end(api, body.id, {}, { 'if-match': '"2"' })).status).toBe(412);
  expect((await end(api, body.id, {}, { 'if-match': '"3"' })).status).toBe(200);
});

test('ended without a promotion: the program goes on with its own config', async () => {
  const programId = await api.program();
  const before = await programOf(programId);
  const { body } = await start(api, programId);
  const ended = await end(api, body.id);
  expect(ended.body).toMatchObject({ status: 'ENDED', promoted: null, endedAt: expect.any(String) });
  expect(await programOf(programId)).toMatchObject({
    ruleConfig: before.ruleConfig,
    experimentId: null,
    version: 4,
  });
  expect((await end(api, body.id, {})).body).toEqual(ended.body);
  expect((await end(api, body.id, { promote: 'eight' })).body.code).toBe('experiment_ended');
  expect(await programOf(programId)).toMatchObject({ version: 4 });
  expect((await start(api, programId)).status).toBe(201);
});

test('a promoted variant is a new version of the program', async () => {
  const programId = await api.program();
  const { body } = await start(api, programId);
  const unknown = await end(api, body.id, { promote: 'nine' });
  expect([unknown.status, unknown.body.errors[0].code]).toEqual([422, 'unknown_variant']);
  expect((await end(api, body.id, { promote: 8 })).status).toBe(400);
  const ended = await end(api, body.id, { promote: 'eight' });
  expect(ended.body).toMatchObject({ status: 'ENDED', promoted: 'eight' });
  expect(await programOf(programId)).toMatchObject({
    ruleConfig: eight.ruleConfig,
    experimentId: null,
    version: 5,
  });
  expect((await kindsOf(programId)).slice(0, 2)).toEqual(['updated', 'experiment_ended']);
  expect((await end(api, body.id, { promote: 'eight' })).body).toEqual(ended.body);
  expect(await programOf(programId)).toMatchObject({ version: 5 });
});

test('promoting what the program does already makes no version', async () => {
  const programId = await api.program({ ruleConfig: control.ruleConfig });
  const { body } = await start(api, programId);
  expect((await end(api, body.id, { promote: 'control' })).body.promoted).toBe('control');
  expect((await kindsOf(programId))[0]).toBe('experiment_ended');
});

test('of two that end at once, differently, one decides', async () => {
  const programId = await api.program();
  const { body } = await start(api, programId);
  const answers = await Promise.all(['control', 'eight'].map((promote) => end(api, body.id, { promote })));
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  const { promoted } = (await get(`/experiments/${body.id}`)).body;
  expect(answers.find(({ status }) => status === 200)?.body.promoted).toBe(promoted);
  const { ruleConfig } = promoted === 'eight' ? eight : control;
  expect((await programOf(programId)).ruleConfig).toEqual(ruleConfig);
});

test('while it runs what is tried out cannot be edited; everything else can', async () => {
  const programId = await api.program({ isActive: false });
  const { name, ruleType, ruleConfig, currency, timezone } = await programOf(programId);
  const { body } = await start(api, programId);
  const edit = (differing: object) =>
    api.send({
      method: 'PUT',
      path: `/programs/${programId}`,
      body: { name, ruleType, ruleConfig, currency, timezone, ...differing },
    });
  const edits = { ruleConfig: eight.ruleConfig, currency: 'GBP' };
  for (const [field, value] of Object.entries(edits)) {
    const { status, body: problem } = await edit({ [field]: value });
    expect([status, problem.errors]).toEqual([
      422,
      [
        {
          pointer: `/${field}`,
          code: 'experiment_running',
          message: expect.stringContaining('end it first'),
        },
      ],
    ]);
  }
  const points = { ruleType: 'POINTS_BASED', ruleConfig: { pointsPerDollar: 1, redemptionRate: 100 } };
  expect((await edit(points)).body.errors).toMatchObject([
    { pointer: '/ruleType' },
    { pointer: '/ruleConfig' },
  ]);
  expect((await edit({ name: 'Another name' })).body).toMatchObject({
    name: 'Another name',
    experimentId: body.id,
  });
  await end(api, body.id);
  expect((await edit(edits)).body).toMatchObject(edits);
});

test('its program ends: so does it, and its results stay', async () => {
  const programId = await api.program({ endsAt: api.clock.now + 5 * day });
  const { body } = await start(api, programId);
  const { now } = api.clock;
  try {
    api.clock.now = now + 5 * day;
    expect(await programOf(programId)).toMatchObject({ status: 'ENDED', experimentId: null });
    const ended = (await get(`/experiments/${body.id}`)).body;
    expect(ended).toMatchObject({ status: 'ENDED', endedAt: new Date(api.clock.now).toISOString() });
    expect((await end(api, body.id)).body).toEqual(ended);
    expect((await end(api, body.id, { promote: 'eight' })).body.code).toBe('experiment_ended');
    expect((await start(api, programId)).body.code).toBe('program_ended');
    expect((await get(`/experiments/${body.id}/results`)).body).toMatchObject({
      status: 'ENDED',
      winner: null,
    });
    await api.command(programId, 'delete');
    expect((await get(`/experiments/${body.id}`)).body).toEqual(ended);
  } finally {
    api.clock.now = now;
  }
});
