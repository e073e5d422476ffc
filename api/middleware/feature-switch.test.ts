import { randomUUID } from 'node:crypto';
import type { Route } from '../route';
import { apiRoutes } from '../routes';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { changesCustomers } from './feature-switch';

/** Every operation as it is declared: one that is added is tested without being named here. */
const named = (routes: readonly Route[]) =>
  routes.map((route) => [`${route.method} ${route.path}`, route] as const);
const authoring = named(apiRoutes.filter((route) => route.authoring === true));
const ofCustomers = named(apiRoutes.filter(changesCustomers));
const others = named(apiRoutes.filter((route) => route.authoring !== true && !changesCustomers(route)));
const switchedOff = new Set(['feature_disabled', 'data_plane_disabled']);

let on: TestApi;
let off: TestApi;
let offForOne: TestApi;
let besideIt: TestApi;
let closed: TestApi;

beforeAll(async () => {
  on = await startApi();
  const env = { LOYALTY_PROGRAMS_DISABLED_BUSINESSES: `${randomUUID()}, ${on.businessId.toUpperCase()}` };
  off = await startApi({ beside: on, env: { LOYALTY_PROGRAMS_ENABLED: 'false' } });
  offForOne = await startApi({ beside: on, env });
  besideIt = await startApi({ beside: { ...on, businessId: await on.business() }, env });
  closed = await startApi({ beside: on, env: { ...env, LOYALTY_DATA_PLANE_WHEN_DISABLED: 'closed' } });
});
afterAll(async () => {
  for (const api of [closed, besideIt, offForOne, off, on]) await api?.close();
});

/** Asks for something that does not exist, so that nothing is changed where it is let through. */
async function codeOf(api: TestApi, { method, path, body }: Route): Promise<string | undefined> {
  const ndjson = body?.media === 'application/x-ndjson';
  const answer = await api.send({
    method,
    path: path.replaceAll(/\{\w+\}/g, randomUUID()),
    ...(body?.required === true && method !== 'GET' ? { body: ndjson ? '{}\n' : {} } : {}),
    ...(ndjson ? { headers: { 'content-type': 'application/x-ndjson' } } : {}),
  });
  return answer.body?.code;
}

test('there are operations of each kind', () => {
  expect(authoring.length).toBeGreaterThan(10);
  expect(ofCustomers.length).toBeGreaterThan(10);
  expect(others.length).toBeGreaterThan(20);
});

test.each(authoring)('%s is refused where programs are switched off, and only there', async (_, route) => {
  expect(await codeOf(off, route)).toBe('feature_disabled');
  expect(await codeOf(offForOne, route)).toBe('feature_disabled');
  expect(await codeOf(closed, route)).toBe('feature_disabled');
  expect(switchedOff).not.toContain(await codeOf(on, route));
  expect(switchedOff).not.toContain(await codeOf(besideIt, route));
});

test.each(ofCustomers)('%s stays open, unless the data plane is to close too', async (_, route) => {
  expect(switchedOff).not.toContain(await codeOf(off, route));
  expect(switchedOff).not.toContain(await codeOf(offForOne, route));
  expect(await codeOf(closed, route)).toBe('data_plane_disabled');
});

test.each(others)('%s is never switched off', async (_, route) => {
  for (const api of [off, offForOne, closed]) expect(switchedOff).not.toContain(await codeOf(api, route));
});

test('the answer says for how long', async () => {
  const answer = await off.send({ method: 'DELETE', path: `/programs/${randomUUID()}` });
  expect([answer.status, answer.body.retryable, answer.headers.get('retry-after')]).toEqual([
    503,
    true,
    '60',
  ]);
});

test('what writes is of one kind or the other, apart from commands that stop a program', () => {
  const free = others.filter(([, route]) => route.scope === 'loyalty:write').map(([name]) => name);
  expect(free.toSorted()).toEqual([
    'DELETE /customers/{id}',
    'POST /operations/{id}/cancel',
    'POST /programs/bulk',
    'POST /programs/{id}/end',
    'POST /programs/{id}/pause',
  ]);
});
