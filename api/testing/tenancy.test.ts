import { randomUUID } from 'node:crypto';
import { programRoutes } from '../programs/routes';
import { createExamples } from '../programs/examples';
import type { Route } from '../route';
import { scheduledChangeRoutes } from '../scheduled-changes/routes';
import { type Answer } from './client.fixtures';
import { startApi, type TestApi } from './api.fixtures';
import { tokenFor } from './token.fixtures';

let api: TestApi;
let stranger: string;
beforeAll(async () => {
  api = await startApi();
  stranger = await tokenFor({ businessId: await api.business(), now: api.clock.now });
});
afterAll(() => api.close());

/** Every operation on one program, as it is declared: one that is added is tested without being named here. */
const operations = [...programRoutes, ...scheduledChangeRoutes]
  .filter((route) => route.path.includes('{id}') && !route.path.includes('{changeId}'))
  .map((route) => [`${route.method} ${route.path}`, route] as const);
const { isActive: _, ...edit } = createExamples.punchCard.value;

function ask(route: Route, id: string, token?: string): Promise<Answer> {
  return api.send({
    method: route.method,
    path: route.path.replace('{id}', id).replace('{version}', '1'),
    ...(route.body?.required ? { body: edit } : {}),
    ...(token === undefined ? {} : { token }),
  });
}

test('there are operations to try', () => {
  expect(operations.length).toBeGreaterThanOrEqual(10);
});

describe.each(operations)('%s', (_name, route) => {
  test('does not tell the program of another business from one that is missing', async () => {
    const id = await api.program();
    const foreign = await ask(route, id, stranger);
    const missing = await ask(route, randomUUID());
    expect(foreign.status).toBe(404);
    expect(foreign.text).toBe(missing.text);
    expect(headersOf(foreign)).toEqual(headersOf(missing));
    const version = await api.knex('loyalty_programs').where({ id }).first('version');
    expect(version).toEqual({ version: 2 });
  });

  test('takes an impossible id for one that is missing', async () => {
    const missing = await ask(route, randomUUID());
    for (const id of ['7', 'validate', '%20', `${randomUUID()}x`, '..%2F..']) {
      const answer = await ask(route, id);
      expect([answer.status, answer.text]).toEqual([404, missing.text]);
    }
  });

  test('finds the program of its own business', async () => {
    const answer = await ask(route, await api.program());
    expect(answer.status).not.toBe(404);
    expect(answer.status).not.toBe(500);
  });
});

const survivors = new Set([
  'DELETE /programs/{id}',
  'POST /programs/{id}/restore',
  'POST /programs/{id}/duplicate',
  'GET /programs/{id}/history',
  'GET /programs/{id}/versions/{version}',
]);
test.each(operations.filter(([name, route]) => !survivors.has(name) && !isCommand(route)))(
  '%s takes a deleted program for one that is missing',
  async (_name, route) => {
    const id = await api.program();
    await api.command(id, 'delete');
    const [deleted, missing] = [await ask(route, id), await ask(route, randomUUID())];
    expect([deleted.status, deleted.text]).toEqual([404, missing.text]);
  },
);

/** What becomes of a command to a deleted program is decided by its workflow, and tested there. */
function isCommand(route: Route): boolean {
  return route.tag === 'Lifecycle';
}

test('a list and a search hold nothing of another business', async () => {
  const id = await api.program({ name: 'Secret' });
  for (const query of ['', '?q=Secret', `?q=${id}`]) {
    const { body } = await api.send({ path: `/programs${query}`, token: stranger });
    expect(body.data).toEqual([]);
  }
});

function headersOf({ headers }: Answer): Record<string, string> {
  const { date: _date, 'x-request-id': _id, ...rest } = Object.fromEntries(headers);
  return rest;
}
