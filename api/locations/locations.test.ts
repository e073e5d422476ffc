import { randomUUID } from 'node:crypto';
import { createExamples } from '../programs/examples';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { locationRoutes } from './routes';
import { tokenFor } from '../testing/token.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api?.close());

const add = async (body: unknown = { name: 'Harbour' }) =>
  (await api.send({ method: 'POST', path: '/locations', body })).body;
const remove = (id: string, query = '') => api.send({ method: 'DELETE', path: `/locations/${id}${query}` });
const ids = (list: { id: string }[]) => list.map(({ id }) => id);
const codes = (body: { warnings: { code: string }[] }) => body.warnings.map(({ code }) => code);

describe('adding', () => {
  test('with a name and a zone, or that of the business', async () => {
    const body = { name: ' Harbour ', timezone: 'america/new_york' };
    const { status, body: made, headers } = await api.send({ method: 'POST', path: '/locations', body });
    expect([status, made.name, made.timezone, made.version, made.archivedAt]).toEqual([
      201,
      'Harbour',
      'America/New_York',
      1,
      null,
    ]);
    expect(headers.get('location')).toBe(`/api/v1/loyalty/locations/${made.id}`);
    const read = await api.send({ path: `/locations/${made.id}` });
    expect([read.body, read.headers.get('etag')]).toEqual([made, '"1"']);
    expect((await add()).timezone).toBe('Europe/London');
  });

  test('the same key adds one', async () => {
    const asked = {
      method: 'POST',
      path: '/locations',
      body: { name: 'Once' },
      headers: { 'idempotency-key': 'once' },
    } as const;
    const [first, second] = [await api.send(asked), await api.send(asked)];
    expect([second.status, second.text]).toEqual([201, first.text]);
    expect(second.headers.get('idempotent-replayed')).toBe('true');
  });

  test.each([
    [{}, '/name', 'required'],
    [{ name: '  ' }, '/name', 'empty'],
    [{ name: 'a\nb' }, '/name', 'malformed'],
    [{ name: 'x'.repeat(256) }, '/name', 'too_long'],
    [{ name: 'x', timezone: 'Mars/Olympus' }, '/timezone', 'unknown_timezone'],
    [{ name: 'x', timezone: '+02:00' }, '/timezone', 'unknown_timezone'],
    [{ name: 'x', timezone: 'constructor' }, '/timezone', 'unknown_timezone'],
    [{ name: 'x', timezone: 7 }, '/timezone', 'not_text'],
    [{ name: 'x', archivedAt: null }, '/archivedAt', 'unknown_field'],
    [[], '', 'not_an_object'],
  ])('%j is refused', async (body, pointer, code) => {
    const answer = await api.send({ method: 'POST', path: '/locations', body });
    expect([answer.status, answer.body.errors]).toEqual([400, [expect.objectContaining({ pointer, code })]]);
  });
});

describe('changing', () => {
  test('name and zone; a zone that is left out stays, and nothing changed is no new version', async () => {
    const { id } = await add({ name: 'Old', timezone: 'Asia/Kolkata' });
    const put = (body: unknown, headers = {}) =>
      api.send({ method: 'PUT', path: `/locations/${id}`, body, headers });
    expect((await put({ name: 'New' })).body).toMatchObject({
      name: 'New',
      timezone: 'Asia/Kolkata',
      version: 2,
    });
    expect((await put({ name: 'New' })).body.version).toBe(2);
    expect((await put({ name: 'Other' }, { 'if-match': '"1"' })).status).toBe(412);
    expect((await put({ name: 'Other' }, { 'if-match': '"2"' })).headers.get('etag')).toBe('"3"');
  });

  test('of two who saw the same version one is told', async () => {
    const { id } = await add();
    const answers = await Promise.all(
      ['One', 'Two'].map((name) =>
        api.send({ method: 'PUT', path: `/locations/${id}`, body: { name }, headers: { 'if-match': '"1"' } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412]);
  });
});

describe('removing', () => {
  test('an unused one: archived, listed apart, and opened again', async () => {
    const { id } = await add();
    const removed = await remove(id);
    expect([removed.status, removed.body.archivedAt, removed.body.warnings]).toEqual([
      200,
      expect.any(String),
      [],
    ]);
    expect((await remove(id)).body).toEqual(removed.body);
    const listed = async (query: string) => ids((await api.send({ path: `/locations${query}` })).body.data);
    expect(await listed('?pageSize=100')).not.toContain(id);
    expect(await listed('?status=archived&pageSize=100')).toContain(id);
    expect(await listed('?status=all&pageSize=100')).toContain(id);
    expect((await api.send({ path: `/locations/${id}` })).body.archivedAt).toBe(removed.body.archivedAt);
    const opened = await api.send({ method: 'POST', path: `/locations/${id}/restore` });
    expect([opened.status, opened.body.archivedAt, opened.body.version]).toEqual([200, null, 3]);
    expect(await listed('?pageSize=100')).toContain(id);
  });

  test('one that programs name: they are named, those that are over are not', async () => {
    const [harbour, station] = [await add(), await add()];
    const both = await api.program({ name: 'Both', locationIds: [harbour.id, station.id] });
    const only = await api.program({ name: 'Only', locationIds: [harbour.id], isActive: false });
    const over = await api.program({ name: 'Over', locationIds: [harbour.id] });
    await api.command(over, 'end');
    const gone = await api.program({ name: 'Gone', locationIds: [harbour.id] });
    await api.command(gone, 'delete');
    const warned = await remove(harbour.id, '?dryRun=true');
    expect([warned.body.archivedAt, warned.body.version]).toEqual([null, 1]);
    const removed = await remove(harbour.id);
    expect(removed.body.warnings).toEqual(warned.body.warnings);
    expect(removed.body.warnings).toEqual([
      {
        code: 'location_in_use',
        message: expect.stringContaining('2 programs'),
        programs: [
          { id: both, name: 'Both' },
          { id: only, name: 'Only' },
        ],
      },
      { code: 'no_location_left', message: expect.any(String), programs: [{ id: only, name: 'Only' }] },
    ]);
  });

  test('the last one strands programs of all locations too', async () => {
    const own = await startApi({ beside: { ...api, businessId: await api.business() } });
    const { body } = await own.send({ method: 'POST', path: '/locations', body: { name: 'Only' } });
    const everywhere = await own.program({ name: 'Everywhere' });
    const removed = await own.send({ method: 'DELETE', path: `/locations/${body.id}` });
    expect(removed.body.warnings).toEqual([
      {
        code: 'no_location_left',
        message: 'No open location is left that takes part in one program.',
        programs: [{ id: everywhere, name: 'Everywhere' }],
      },
    ]);
    await own.close();
  });

  test('a new program cannot choose an archived one', async () => {
    const { id } = await add();
    await remove(id);
    const answer = await api.send({
      method: 'POST',
      path: '/programs',
      body: { ...createExamples.punchCard.value, locationIds: [id] },
    });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([422, '/locationIds/0']);
  });

  test('a program that names an archived one can be edited as it is, and choose no other archived one', async () => {
    const [harbour, station] = [await add(), await add()];
    const programId = await api.program({ locationIds: [harbour.id] });
    await remove(harbour.id);
    await remove(station.id);
    const { isActive: _, ...definition } = createExamples.punchCard.value;
    const put = (locationIds: string[]) =>
      api.send({
        method: 'PUT',
        path: `/programs/${programId}`,
        body: { ...definition, locationIds, name: 'Edited' },
      });
    expect((await put([harbour.id])).body).toMatchObject({ name: 'Edited', locationIds: [harbour.id] });
    expect((await put([harbour.id, station.id])).body.errors[0].pointer).toBe('/locationIds/1');
  });

  test('a program created at the same time is either refused or warned of', async () => {
    for (let round = 0; round < 10; round++) {
      const { id } = await add();
      const body = { ...createExamples.punchCard.value, locationIds: [id] };
      const [created, removed] = await Promise.all([
        api.send({ method: 'POST', path: '/programs', body }),
        remove(id),
      ]);
      expect(created.status === 422 || codes(removed.body).includes('location_in_use')).toBe(true);
    }
  });
});

/** Every operation on one location, as it is declared: one that is added is tested without being named here. */
const operations = locationRoutes.filter(({ path }) => path.includes('{id}'));

test.each(operations.map((route) => [`${route.method} ${route.path}`, route] as const))(
  '%s takes a location of another business, and an impossible id, for one that is missing',
  async (_name, { method, path, body }) => {
    const { id } = await add();
    const token = await tokenFor({ businessId: await api.business(), now: api.clock.now });
    const ask = (of: string, more = {}) =>
      api.send({
        method,
        path: path.replace('{id}', of),
        ...(body?.required === true ? { body: { name: 'Mine' } } : {}),
        ...more,
      });
    const [foreign, missing, impossible] = [
      await ask(id, { token }),
      await ask(randomUUID()),
      await ask('7'),
    ];
    expect([foreign.status, foreign.text, impossible.text]).toEqual([404, missing.text, missing.text]);
    expect((await api.send({ path: `/locations/${id}` })).body.version).toBe(1);
    expect((await ask(id)).status).toBe(200);
  },
);

test('a list and a rehearsed removal tell nothing of another business', async () => {
  const { id } = await add();
  const token = await tokenFor({ businessId: await api.business(), now: api.clock.now });
  expect((await api.send({ path: '/locations?status=all', token })).body.data).toEqual([]);
  expect((await api.send({ method: 'DELETE', path: `/locations/${id}?dryRun=true`, token })).status).toBe(
    404,
  );
});
