import { day, hour, noon } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { edit, eventful } from './versions.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => {
  api.clock.now = noon;
});
afterAll(() => api.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  api.send({ path: `/programs/${path}`, headers });
const asOf = (id: string, at: number) => get(`${id}?asOf=${new Date(at).toISOString()}`);
const restore = (id: string, version: number | string, headers: Record<string, string> = {}) =>
  api.send({ method: 'POST', path: `/programs/${id}/versions/${version}/restore`, headers });

describe('the history', () => {
  test('says field by field what each revision changed, and nothing of what it did not', async () => {
    const { id, ruleConfig } = await eventful(api);
    const { data } = (await get(`${id}/history`)).body;
    const changes = Object.fromEntries(
      data.map((entry: { kind: string; changes: unknown[] }) => [entry.kind, entry.changes]),
    );
    expect(changes.created).toEqual([]);
    expect(changes.updated).toHaveLength(3);
    expect(changes.updated).toEqual(
      expect.arrayContaining([
        { pointer: '/name', from: 'Card', to: 'Tea card' },
        { pointer: '/ruleConfig/punchesRequired', from: ruleConfig.punchesRequired, to: 5 },
        { pointer: '/ruleConfig/categoryFilter', from: null, to: 'tea' },
      ]),
    );
    const at = new Date(noon + 2 * hour).toISOString();
    expect(changes.activated).toEqual([
      { pointer: '/isActive', from: false, to: true },
      { pointer: '/startsAt', from: null, to: at },
      { pointer: '/status', from: 'DRAFT', to: 'ACTIVE' },
      { pointer: '/activatedAt', from: null, to: at },
    ]);
    expect(changes.paused).toEqual([
      { pointer: '/isActive', from: true, to: false },
      { pointer: '/status', from: 'ACTIVE', to: 'PAUSED' },
      { pointer: '/pausedAt', from: null, to: new Date(noon + 3 * hour).toISOString() },
    ]);
  });

  test('compares the oldest entry of a page with the one before the page', async () => {
    const { id } = await eventful(api);
    const whole = (await get(`${id}/history`)).body.data;
    const first = (await get(`${id}/history?pageSize=1`)).body.data;
    const second = (await get(`${id}/history?pageSize=1&page=2`)).body.data;
    expect([...first, ...second]).toEqual(whole.slice(0, 2));
  });

  test('tells of a window that is changed, and of locations as a whole', async () => {
    const [one, other] = [await api.location(), await api.location()];
    const blackouts = [{ from: '2026-12-24', to: '2026-12-26' }];
    const id = await api.program({ locationIds: [one] });
    await edit(api, id, { locationIds: [other, one], schedule: { blackouts } });
    const [{ changes }] = (await get(`${id}/history`)).body.data;
    expect(changes).toEqual(
      expect.arrayContaining([{ pointer: '/locationIds', from: [one], to: [other, one] }]),
    );
    expect(changes.find(({ pointer }: { pointer: string }) => pointer === '/schedule')).toMatchObject({
      from: null,
      to: { blackouts },
    });
  });

  test('tells of an edit that was scheduled, as it is listed', async () => {
    const id = await api.program();
    const at = new Date(noon + day).toISOString();
    const scheduled = await api.send({
      method: 'POST',
      path: `/programs/${id}/scheduled-changes`,
      body: { at, changes: { priority: 3 } },
    });
    expect(scheduled.status).toBe(201);
    const [{ kind, changes }] = (await get(`${id}/history`)).body.data;
    const listed = (await get(`${id}/scheduled-changes`)).body.data;
    expect([kind, changes]).toEqual([
      'change_scheduled',
      [{ pointer: '/scheduledChanges', from: [], to: listed }],
    ]);
  });

  test('of a deleted program can still be read', async () => {
    const id = await api.program();
    await api.command(id, 'delete');
    const { status, body } = await get(`${id}/history`);
    expect([status, body.data[0].kind]).toEqual([200, 'deleted']);
    expect(body.data[0].changes.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/status',
      '/deletedAt',
    ]);
  });
});

describe('a version', () => {
  test('is the program as it was then, under its own ETag, for ever', async () => {
    const { id, ruleConfig } = await eventful(api);
    const first = await get(`${id}/versions/1`);
    expect(first).toMatchObject({
      status: 200,
      body: { id, version: 1, name: 'Card', status: 'DRAFT', ruleConfig },
    });
    expect(first.headers.get('etag')).toBe('"1"');
    expect((await get(`${id}/versions/3`)).body).toMatchObject({ version: 3, status: 'ACTIVE' });
    expect((await get(`${id}/versions/4`)).body).toEqual(omitCounts((await get(id)).body));
    await api.command(id, 'delete');
    expect((await get(`${id}/versions/1`)).text).toBe(first.text);
    const known = await get(`${id}/versions/1`, { 'if-none-match': '"1"' });
    expect([known.status, known.text, known.headers.get('etag')]).toEqual([304, '', '"1"']);
  });

  test.each(['5', '0', '-1', '1.0', '01', 'x', '999999999', '9999999999'])(
    '%s is not one of its',
    async (version) => {
      const { id } = await eventful(api);
      const { status, body } = await get(`${id}/versions/${version}`);
      expect([status, body.code]).toEqual([404, 'version_not_found']);
      expect((await restore(id, version)).body.code).toBe('version_not_found');
    },
  );
});

describe('asOf', () => {
  test('is the program and its status at that instant, to the millisecond', async () => {
    const { id } = await eventful(api);
    const seen = [];
    for (const at of [noon, noon + hour - 1, noon + hour, noon + 2 * hour, noon + 3 * hour]) {
      const { body, headers } = await asOf(id, at);
      seen.push([body.name, body.status, body.version, headers.get('etag')]);
    }
    expect(seen).toEqual([
      ['Card', 'DRAFT', 1, '"1"'],
      ['Card', 'DRAFT', 1, '"1"'],
      ['Tea card', 'DRAFT', 2, '"2"'],
      ['Tea card', 'ACTIVE', 3, '"3"'],
      ['Tea card', 'PAUSED', 4, '"4"'],
    ]);
    expect((await asOf(id, noon)).body).not.toHaveProperty('enrollmentCount');
  });

  test('knows a start that nobody has written down yet', async () => {
    const id = await api.program({ startsAt: noon + hour });
    api.clock.now = noon + 2 * hour;
    expect((await asOf(id, noon + hour - 1)).body.status).toBe('SCHEDULED');
    expect((await asOf(id, noon + hour)).body.status).toBe('ACTIVE');
  });

  test('is 404 before the program was made and while it was deleted, not before that', async () => {
    const { id } = await eventful(api);
    expect((await asOf(id, noon - 1)).body.code).toBe('program_not_found');
    api.clock.now = noon + 4 * hour;
    await api.command(id, 'delete');
    api.clock.now = noon + 5 * hour;
    expect((await asOf(id, noon + 4 * hour)).status).toBe(404);
    expect((await asOf(id, noon + 4 * hour - 1)).body.status).toBe('PAUSED');
  });

  test.each([
    [() => new Date(noon + 1).toISOString(), 'in_the_future'],
    [() => 'yesterday', 'invalid_parameter'],
    [() => '2026-11-22', 'invalid_parameter'],
  ])('%s is refused', async (text, code) => {
    const { status, body } = await get(`${await api.program()}?asOf=${text()}`);
    expect([status, body.code, body.errors[0]]).toMatchObject([
      400,
      'invalid_request',
      { pointer: '/asOf', code },
    ]);
  });
});

function omitCounts(body: Record<string, unknown>) {
  const { enrollmentCount: _a, activeParticipants: _b, totalRedemptions: _c, ...rest } = body;
  return rest;
}
