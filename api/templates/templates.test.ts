import { builtInTemplates } from '../../db/templates/built-in';
import { startApi, type TestApi } from '../testing/api.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const list = async (query = ''): Promise<{ id: string; builtIn: boolean }[]> =>
  (await api.send({ path: `/templates${query}` })).body.data;
const create = (body: unknown) => api.send({ method: 'POST', path: '/programs', body });

test('all built-in templates, and by industry, rule type and words', async () => {
  expect(await list()).toHaveLength(builtInTemplates.length);
  expect((await list('?industry=coffee')).map(({ id }) => id)).toEqual([
    'coffee-punch-card',
    'coffee-morning-card',
  ]);
  expect((await list('?ruleType=TIER_BASED&ruleType=STAMP_CARD')).length).toBe(
    builtInTemplates.filter(({ ruleType }) => ['TIER_BASED', 'STAMP_CARD'].includes(ruleType)).length,
  );
  expect((await list('?q=THIRTEENTH')).map(({ id }) => id)).toEqual(['wine-case']);
  expect(await list('?q=%25')).toEqual(await list('?q=20%20%25'));
});

test('one template, with what a customer would read', async () => {
  const { status, body } = await api.send({ path: '/templates/coffee-punch-card' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ builtIn: true, industry: 'coffee', preview: expect.stringContaining('8') });
  expect((await api.send({ path: '/templates/no-such' })).status).toBe(404);
});

test('a program from each template, active in one request', async () => {
  for (const { id, name, ruleConfig } of builtInTemplates) {
    const { status, body } = await create({ templateId: id, isActive: true });
    expect(status).toBe(201);
    expect(body).toMatchObject({ name, ruleConfig, status: 'ACTIVE' });
  }
});

test('what the body says overrides the template, deep within the config', async () => {
  const { body } = await create({
    templateId: 'coffee-punch-card',
    name: 'Our card',
    ruleConfig: { punchesRequired: 6 },
  });
  expect(body).toMatchObject({
    name: 'Our card',
    status: 'DRAFT',
    ruleConfig: { punchesRequired: 6, categoryFilter: 'coffee' },
  });
});

test.each([
  [{ templateId: 'nothing' }, 422, '/templateId'],
  [{ templateId: 7 }, 400, '/templateId'],
  [{ templateId: 'coffee-punch-card', ruleType: 'STAMP_CARD' }, 422, '/ruleType'],
  [
    { templateId: 'coffee-punch-card', ruleConfig: { punchesRequired: 1 } },
    422,
    '/ruleConfig/punchesRequired',
  ],
  [{ templateId: 'coffee-punch-card', color: 'red' }, 400, '/color'],
])('%j is refused', async (body, status, pointer) => {
  const answer = await create(body);
  expect(answer.status).toBe(status);
  expect(answer.body.errors.map((error: { pointer: string }) => error.pointer)).toEqual([pointer]);
});

test('amounts of a template keep the currency of the program it was made from', async () => {
  const programId = await api.program({ currency: 'KWD', ruleConfig: preciseCard });
  await api.knex('businesses').where({ id: api.businessId }).update({ currency: 'JPY' });
  const beside = await startApi({ beside: api });
  const saved = await beside.send({
    method: 'POST',
    path: '/templates',
    body: { programId, industry: 'tea' },
  });
  expect(saved.body.preview).toContain('KWD 1.255');
  expect((await beside.send({ path: '/templates?industry=tea' })).body.data[0].preview).toContain(
    'KWD 1.255',
  );
  expect((await beside.send({ path: `/templates/${saved.body.id}` })).body.example.visits[0].spent).toBe(5);
  const made = await beside.send({
    method: 'POST',
    path: '/programs',
    body: { templateId: saved.body.id },
  });
  expect([made.status, made.body.currency]).toEqual([201, 'KWD']);
  await beside.send({ method: 'DELETE', path: `/templates/${saved.body.id}` });
  await api.knex('businesses').where({ id: api.businessId }).update({ currency: 'USD' });
  await beside.close();
});

const preciseCard = {
  punchesRequired: 5,
  minimumPurchaseAmount: 1.255,
  rewardType: 'free_item',
  rewardValue: 'tea',
  rewardDescription: 'A tea',
} as const;

test('a template of one’s own: saved from a program, used, removed; built-in ones stay', async () => {
  const programId = await api.program({ name: 'House card' });
  const saved = await api.send({ method: 'POST', path: '/templates', body: { programId, industry: 'tea' } });
  expect(saved.status).toBe(201);
  const path = `/templates/${saved.body.id}`;
  expect((await create({ templateId: saved.body.id })).body).toMatchObject({ name: 'House card' });
  expect((await list('?industry=tea')).map(({ builtIn }) => builtIn)).toEqual([false]);
  expect((await api.send({ method: 'DELETE', path })).status).toBe(204);
  expect((await api.send({ method: 'DELETE', path })).status).toBe(404);
  expect((await api.send({ method: 'DELETE', path: '/templates/coffee-punch-card' })).status).toBe(404);
});
