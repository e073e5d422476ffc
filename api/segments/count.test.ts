import { startApi, type TestApi } from '../testing/api.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const fromLeeds = { name: 'Leeds', rule: { field: 'attributes.city', op: 'eq', value: 'Leeds' } };
const segment = async (body: unknown) =>
  (await api.send({ method: 'POST', path: '/segments', body })).body.id as string;
const customer = (city: string) =>
  api.send({
    method: 'POST',
    path: '/customers',
    body: { externalId: `${city} ${Math.random()}`, attributes: { city } },
  });
const count = async (id: string) => (await api.send({ path: `/segments/${id}/count` })).body;

test('a count is that of its instant, kept until the segment is changed', async () => {
  const id = await segment(fromLeeds);
  for (const city of ['Leeds', 'York', 'Leeds']) await customer(city);
  const countedAt = new Date(api.clock.now).toISOString();
  expect(await count(id)).toEqual({ segmentId: id, count: 2, countedAt });
  await customer('Leeds');
  expect((await count(id)).count).toBe(2);
  const body = { ...fromLeeds, rule: { not: fromLeeds.rule } };
  await api.send({ method: 'PUT', path: `/segments/${id}`, body });
  expect((await count(id)).count).toBe(1);
});
