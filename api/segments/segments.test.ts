import { randomUUID } from 'node:crypto';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { tokenFor } from '../testing/token.fixtures';
import { segmentRoutes } from './routes';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const regulars = {
  name: 'Regulars',
  rule: {
    all: [
      { field: 'visits', op: 'gte', value: 3, withinDays: 90 },
      { not: { field: 'attributes.staff', op: 'eq', value: true } },
    ],
  },
};
const post = (body: unknown, headers = {}) => api.send({ method: 'POST', path: '/segments', body, headers });
const stored = async (body: unknown = regulars) => (await post(body)).body.id as string;

test('a segment is created, read, replaced and deleted', async () => {
  const created = await post({ ...regulars, name: '  Regulars ' });
  expect([created.status, created.headers.get('etag')]).toEqual([201, '"1"']);
  expect(created.body).toMatchObject({ ...regulars, version: 1 });
  const path = `/segments/${created.body.id}`;
  expect(created.headers.get('location')).toBe(`/api/v1/loyalty${path}`);
  const read = await api.send({ path });
  expect([read.body, read.headers.get('etag')]).toEqual([created.body, '"1"']);
  const body = { name: 'Big spenders', rule: { field: 'spend', op: 'gte', value: 99.5 } };
  const edited = await api.send({ method: 'PUT', path, body, headers: { 'if-match': '"1"' } });
  expect([edited.status, edited.headers.get('etag')]).toEqual([200, '"2"']);
  expect(edited.body).toMatchObject({ ...body, version: 2, createdAt: created.body.createdAt });
  const late = await api.send({ method: 'PUT', path, body: regulars, headers: { 'if-match': '"1"' } });
  expect([late.status, late.body.code, late.headers.get('etag')]).toEqual([412, 'stale_version', '"2"']);
  expect(late.body.detail).toContain('The segment is at version 2');
  expect((await api.send({ method: 'PUT', path, body: regulars })).body.version).toBe(3);
  expect((await api.send({ method: 'DELETE', path })).status).toBe(204);
  for (const method of ['GET', 'PUT', 'DELETE'] as const) {
    const gone = await api.send({ method, path, ...(method === 'PUT' ? { body: regulars } : {}) });
    expect([gone.status, gone.body.code]).toEqual([404, 'segment_not_found']);
  }
});

test('of two replacements of one version one is refused', async () => {
  const path = `/segments/${await stored()}`;
  const headers = { 'if-match': '"1"' };
  const answers = await Promise.all(
    ['a', 'b'].map((name) => api.send({ method: 'PUT', path, body: { ...regulars, name }, headers })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412]);
});

test('the same key creates one segment', async () => {
  const headers = { 'idempotency-key': randomUUID() };
  const first = await post(regulars, headers);
  const again = await post(regulars, headers);
  expect([again.status, again.body]).toEqual([201, first.body]);
});

test('segments are listed by page and by cursor, the latest first', async () => {
  const token = await tokenFor({ businessId: await api.business(), now: api.clock.now });
  for (const name of ['a', 'b', 'c']) {
    await api.send({ method: 'POST', path: '/segments', body: { ...regulars, name }, token });
  }
  const first = await api.send({ path: '/segments?pageSize=2', token });
  expect(first.body.data.map(({ name }: { name: string }) => name)).toEqual(['c', 'b']);
  expect(first.body.pagination).toMatchObject({ page: 1, pageSize: 2, totalPages: 2, totalCount: 3 });
  const cursor = encodeURIComponent(first.body.pagination.nextCursor);
  const next = await api.send({ path: `/segments?pageSize=2&cursor=${cursor}`, token });
  expect(next.body.data.map(({ name }: { name: string }) => name)).toEqual(['a']);
});

const visits = { field: 'visits', op: 'gte', value: 1 };
const nested = (levels: number): unknown => {
  let rule: unknown = visits;
  for (let i = 1; i < levels; i += 1) rule = { any: [rule] };
  return rule;
};
test.each([
  ['no body at all', [], 400, '', 'not_an_object'],
  ['no name', { rule: visits }, 400, '/name', 'required'],
  ['no rule', { name: 'x' }, 400, '/rule', 'required'],
  ['another field', { ...regulars, colour: 'red' }, 400, '/colour', 'unknown_field'],
  ['a rule that is text', { name: 'x', rule: 'spend > 5' }, 422, '/rule', 'not_an_object'],
  [
    'an unknown field',
    { name: 'x', rule: { any: [{ field: 'age', op: 'eq', value: 1 }] } },
    422,
    '/rule/any/0/field',
    'unknown_field',
  ],
  [
    'an operator of another field',
    { name: 'x', rule: { ...visits, op: 'in' } },
    422,
    '/rule/op',
    'not_allowed',
  ],
  [
    'cents of cents',
    { name: 'x', rule: { field: 'spend', op: 'gt', value: 1.005 } },
    422,
    '/rule/value',
    'too_precise',
  ],
  ['11 levels', { name: 'x', rule: nested(11) }, 422, `/rule${'/any/0'.repeat(10)}`, 'too_deep'],
  [
    'a thousand conditions',
    { name: 'x', rule: { any: Array.from({ length: 1_000 }, () => visits) } },
    422,
    '/rule/any',
    'too_many',
  ],
  [
    'a program of nobody',
    { name: 'x', rule: { field: 'tier', op: 'eq', value: 'Gold', programId: randomUUID() } },
    422,
    '/rule/programId',
    'unknown_program',
  ],
])('%s is refused', async (_what, body, status, pointer, code) => {
  const answer = await post(body);
  expect([answer.status, answer.body.errors[0].pointer, answer.body.errors[0].code]).toEqual([
    status,
    pointer,
    code,
  ]);
});

test('a rule of ten levels is stored; one of 200 is refused before it is looked into', async () => {
  expect((await post({ name: 'x', rule: nested(10) })).status).toBe(201);
  const answer = await post({ name: 'x', rule: nested(200) });
  expect([answer.status, answer.body.code]).toEqual([400, 'malformed_body']);
  expect(answer.body.detail).toBe('The body may be nested 24 levels deep at most.');
});

test('faults of the name and of the rule are told together', async () => {
  const { body } = await post({ name: ' ', rule: { all: [{ ...visits, value: -1 }, { field: 'no' }] } });
  expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/name',
    '/rule/all/0/value',
    '/rule/all/1/field',
  ]);
});

const enrolledIn = (programId: string) => ({
  name: 'x',
  rule: { field: 'enrolledDays', op: 'gte', value: 1, programId },
});

test('a rule may ask about a program of the business, of no other', async () => {
  expect((await post(enrolledIn(await api.program()))).status).toBe(201);
  const foreign = await post(enrolledIn(await api.program({ businessId: await api.business() })));
  expect(foreign.body.errors[0].code).toBe('unknown_program');
});

const onOne = segmentRoutes
  .filter(({ path }) => path.includes('{id}'))
  .map((route) => [`${route.method} ${route.path}`, route] as const);
test.each(onOne)(
  '%s does not tell the segment of another business from one that is missing',
  async (_name, route) => {
    const id = await stored();
    const token = await tokenFor({ businessId: await api.business(), now: api.clock.now });
    const ask = (segment: string, as: { token?: string } = {}) =>
      api.send({
        method: route.method,
        path: route.path.replace('{id}', segment),
        ...(route.body ? { body: regulars } : {}),
        ...as,
      });
    const [foreign, missing, impossible] = [
      await ask(id, { token }),
      await ask(randomUUID()),
      await ask('7'),
    ];
    expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
    expect(impossible.text).toBe(missing.text);
    expect((await ask(id)).status).toBeLessThan(300);
  },
);

test('a list holds nothing of another business', async () => {
  const token = await tokenFor({ businessId: await api.business(), now: api.clock.now });
  await stored();
  expect((await api.send({ path: '/segments', token })).body.data).toEqual([]);
});
