import { randomUUID } from 'node:crypto';
import { noon } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { tokenFor } from '../testing/token.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const bulk = (body: unknown, headers: Record<string, string> = {}) =>
  api.send({ method: 'POST', path: '/programs/bulk', body, headers });
const operations = () => api.knex('operations').select('id');

const id = randomUUID();
const refusals: [string, unknown, number, string, string][] = [
  ['nothing', {}, 400, '/action', 'required'],
  ['no programs', { action: 'pause' }, 400, '', 'required'],
  ['both ways', { action: 'pause', programIds: [id], filter: { q: 'a' } }, 400, '', 'contradictory'],
  ['another action', { action: 'launch', programIds: [id] }, 400, '/action', 'not_allowed'],
  ['no ids', { action: 'pause', programIds: [] }, 400, '/programIds', 'too_few'],
  ['an id twice', { action: 'pause', programIds: [id, id.toUpperCase()] }, 400, '/programIds/1', 'duplicate'],
  ['what is no id', { action: 'pause', programIds: ['7'] }, 400, '/programIds/0', 'not_an_id'],
  ['an empty filter', { action: 'pause', filter: {} }, 400, '/filter', 'invalid'],
  ['an empty status', { action: 'pause', filter: { status: [] } }, 400, '/filter/status', 'too_few'],
  ['an unknown filter', { action: 'pause', filter: { sort: 'name' } }, 400, '/filter/sort', 'unknown_field'],
  [
    'an unknown status',
    { action: 'pause', filter: { status: 'OVER' } },
    400,
    '/filter/status',
    'not_allowed',
  ],
  [
    'more than 1,000',
    { action: 'pause', programIds: Array.from({ length: 1_001 }, () => randomUUID()) },
    400,
    '/programIds',
    'too_many',
  ],
  ['no changes', { action: 'update', programIds: [id] }, 400, '/changes', 'required'],
  ['empty changes', { action: 'update', programIds: [id], changes: {} }, 400, '/changes', 'required'],
  [
    'changes of the lifecycle',
    { action: 'update', programIds: [id], changes: { isActive: true } },
    400,
    '/changes/isActive',
    'use_lifecycle_endpoints',
  ],
  [
    'changes of a wrong shape',
    { action: 'update', programIds: [id], changes: { endsSoonDays: -1 } },
    400,
    '/changes/endsSoonDays',
    'invalid',
  ],
  [
    'changes for a pause',
    { action: 'pause', programIds: [id], changes: { name: 'x' } },
    400,
    '/changes',
    'not_allowed',
  ],
  [
    'overrides for an update',
    { action: 'update', programIds: [id], changes: { name: 'x' }, overrides: {} },
    400,
    '/overrides',
    'not_allowed',
  ],
  [
    'unknown overrides',
    { action: 'duplicate', programIds: [id], overrides: { colour: 'red' } },
    400,
    '/overrides/colour',
    'unknown_field',
  ],
  [
    'locations of nobody',
    { action: 'update', programIds: [id], changes: { locationIds: [id] } },
    422,
    '/changes/locationIds/0',
    'unknown_location',
  ],
  [
    'a search for what is deleted',
    { action: 'restore', filter: { q: 'a' } },
    422,
    '/filter',
    'deleted_not_listed',
  ],
];

test.each(refusals)('%s is refused', async (_what, body, status, pointer, code) => {
  const answer = await bulk(body);
  expect(answer.status).toBe(status);
  expect(answer.body.errors).toContainEqual(expect.objectContaining({ pointer, code }));
  expect(await operations()).toEqual([]);
});

test('a filter that matches too many says how many', async () => {
  const businessId = await api.business();
  const token = await tokenFor({ businessId, now: noon });
  for (let made = 0; made < 1_001; made += 77) {
    await Promise.all(Array.from({ length: 77 }, () => api.program({ businessId, name: 'One' })));
  }
  const answer = await api.send({
    method: 'POST',
    path: '/programs/bulk',
    token,
    body: { action: 'pause', filter: { q: 'One' } },
  });
  expect(answer).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
  expect(answer.body.errors).toEqual([
    {
      pointer: '/filter',
      code: 'too_many_programs',
      message: expect.stringContaining('matches 1001 programs'),
    },
  ]);
});

test('while Temporal is away nothing is done, nothing is left behind, and the same key may be sent again', async () => {
  const programId = await api.program();
  const headers = { 'Idempotency-Key': randomUUID() };
  for (const status of [503, 503]) {
    const answer = await bulk({ action: 'pause', programIds: [programId] }, headers);
    expect(answer).toMatchObject({
      status,
      body: { code: 'operations_unavailable', retryable: true },
    });
    expect(answer.headers.get('retry-after')).toBe('5');
  }
  expect(await operations()).toEqual([]);
  expect(await api.knex('operation_items')).toEqual([]);
  expect((await api.send({ path: `/programs/${programId}` })).body).toMatchObject({
    status: 'ACTIVE',
    version: 2,
  });
});

test('pausing and ending stay possible where programs are switched off, the rest does not', async () => {
  const off = await startApi({ beside: api, env: { LOYALTY_PROGRAMS_ENABLED: 'false' } });
  const codeOf = async (action: string, more = {}) =>
    (
      await off.send({
        method: 'POST',
        path: '/programs/bulk',
        body: { action, programIds: [id], ...more },
      })
    ).body.code;
  try {
    for (const action of ['pause', 'end']) expect(await codeOf(action)).toBe('operations_unavailable');
    for (const action of ['activate', 'resume', 'delete', 'restore', 'duplicate']) {
      expect(await codeOf(action)).toBe('feature_disabled');
    }
    expect(await codeOf('update', { changes: { name: 'x' } })).toBe('feature_disabled');
  } finally {
    await off.close();
  }
});

describe('an operation of another business', () => {
  test('is answered like one that is missing, and cannot be cancelled', async () => {
    const operationId = randomUUID();
    await api.knex('operations').insert({
      id: operationId,
      business_id: api.businessId,
      action: 'pause',
      actor: 'user:ann',
      command_id: randomUUID(),
      total: 0,
    });
    const stranger = await tokenFor({ businessId: await api.business(), now: noon });
    for (const [method, path] of [
      ['GET', '/operations/:id'],
      ['POST', '/operations/:id/cancel'],
    ] as const) {
      const ask = (which: string, token?: string) =>
        api.send({ method, path: path.replace(':id', which), ...(token === undefined ? {} : { token }) });
      const [foreign, missing] = [await ask(operationId, stranger), await ask(randomUUID())];
      expect([foreign.status, foreign.text]).toEqual([404, missing.text]);
      expect((await ask('7')).text).toBe(missing.text);
    }
    const { body } = await api.send({ path: '/operations', token: stranger });
    expect(body.data).toEqual([]);
    const own = await api.send({ path: `/operations/${operationId}` });
    expect(own).toMatchObject({ status: 200, body: { status: 'RUNNING', cancelRequestedAt: null } });
    const listed = await api.send({ path: '/operations' });
    expect(listed.body.data.map((operation: { id: string }) => operation.id)).toEqual([operationId]);
    expect((await api.send({ path: '/operations?page=2' })).body.data).toEqual([]);
    const cancelled = await api.send({ method: 'POST', path: `/operations/${operationId}/cancel` });
    expect(cancelled.body).toMatchObject({ status: 'RUNNING', cancelRequestedAt: expect.any(String) });
  });
});
