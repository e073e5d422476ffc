import { randomUUID } from 'node:crypto';
import { day, hour, noon } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';

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

/** What a PUT takes of what a GET gave. */
async function edit(id: string, differing: Record<string, unknown>) {
  const { body } = await get(id);
  const { name, description, ruleType, ruleConfigDomain, ruleConfig, startsAt, endsAt, locationIds } = body;
  const { gracePeriodDays, endsSoonDays, schedule, priority } = body;
  const definition = { name, description, ruleType, ruleConfigDomain, ruleConfig, startsAt, endsAt };
  const rest = { locationIds, gracePeriodDays, endsSoonDays, schedule, priority };
  const whole = { ...definition, ...rest, ...differing };
  return api.send({ method: 'PUT', path: `/programs/${id}`, body: whole });
}

/** One draft with an edit of its config, then live, then paused: versions 1 to 5. */
async function eventful() {
  const id = await api.program({ name: 'Card', isActive: false });
  const { ruleConfig } = (await get(id)).body;
  api.clock.now += hour;
  const config = { ...ruleConfig, punchesRequired: 5, categoryFilter: 'tea' };
  await edit(id, { name: 'Tea card', ruleConfig: config });
  api.clock.now += hour;
  await api.command(id, 'activate');
  api.clock.now += hour;
  await api.command(id, 'pause');
  return { id, ruleConfig, config };
}

describe('the history', () => {
  test('says field by field what each revision changed, and nothing of what it did not', async () => {
    const { id, ruleConfig } = await eventful();
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
    const { id } = await eventful();
    const whole = (await get(`${id}/history`)).body.data;
    const first = (await get(`${id}/history?pageSize=1`)).body.data;
    const second = (await get(`${id}/history?pageSize=1&page=2`)).body.data;
    expect([...first, ...second]).toEqual(whole.slice(0, 2));
  });

  test('tells of a window that is changed, and of locations as a whole', async () => {
    const [one, other] = [await api.location(), await api.location()];
    const blackouts = [{ from: '2026-12-24', to: '2026-12-26' }];
    const id = await api.program({ locationIds: [one] });
    await edit(id, { locationIds: [other, one], schedule: { blackouts } });
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
    const { id, ruleConfig } = await eventful();
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
      const { id } = await eventful();
      const { status, body } = await get(`${id}/versions/${version}`);
      expect([status, body.code]).toEqual([404, 'version_not_found']);
      expect((await restore(id, version)).body.code).toBe('version_not_found');
    },
  );
});

describe('asOf', () => {
  test('is the program and its status at that instant, to the millisecond', async () => {
    const { id } = await eventful();
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
    const { id } = await eventful();
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

describe('restoring a version', () => {
  test('makes a new one with the old definition, and leaves the lifecycle alone', async () => {
    const { id, ruleConfig } = await eventful();
    const before = (await get(id)).body;
    const answer = await restore(id, 1, { 'If-Match': '"4"' });
    expect(answer).toMatchObject({ status: 200, body: { version: 5, name: 'Card', ruleConfig } });
    expect(answer.headers.get('etag')).toBe('"5"');
    const { status, startsAt, pausedAt, isActive } = before;
    expect(answer.body).toMatchObject({ status, startsAt, pausedAt, isActive });
    const [entry] = (await get(`${id}/history`)).body.data;
    expect(entry.kind).toBe('updated');
    expect(entry.changes.map(({ pointer }: { pointer: string }) => pointer).toSorted()).toEqual([
      '/name',
      '/ruleConfig/categoryFilter',
      '/ruleConfig/punchesRequired',
    ]);
  });

  test('of what is in force already changes nothing, nor does the same key twice', async () => {
    const { id } = await eventful();
    expect((await restore(id, 2)).body.version).toBe(4);
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await restore(id, 1, key);
    await edit(id, { name: 'Later' });
    const again = await restore(id, 1, key);
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
    expect((await get(id)).body).toMatchObject({ name: 'Later', version: 6 });
  });

  test('is refused where the old definition is impossible now', async () => {
    const location = await api.location();
    const id = await api.program({ isActive: false, locationIds: [location], endsAt: noon + hour });
    const config = { pointsPerDollar: 1, redemptionRate: 100 };
    await edit(id, { ruleType: 'POINTS_BASED', ruleConfig: config, locationIds: null, endsAt: null });
    await api.command(id, 'activate');
    await api
      .knex('locations')
      .where({ id: location })
      .update({ archived_at: new Date(noon) });
    api.clock.now = noon + day;
    const { status, body } = await restore(id, 1);
    expect([status, body.code]).toEqual([422, 'validation_failed']);
    expect(body.errors.map(({ code }: { code: string }) => code)).toEqual([
      'end_in_the_past',
      'rule_type_fixed',
      'unknown_location',
    ]);
    expect((await get(id)).body.version).toBe(3);
  });

  test('is refused when the program has changed, ended or gone', async () => {
    const { id } = await eventful();
    expect((await restore(id, 1, { 'If-Match': '"3"' })).body.code).toBe('stale_version');
    await api.command(id, 'end');
    expect(await restore(id, 1)).toMatchObject({ status: 409, body: { code: 'program_ended' } });
    await api.command(id, 'delete');
    expect((await restore(id, 1)).body.code).toBe('program_not_found');
    const unwanted = { method: 'POST', path: `/programs/${id}/versions/1/restore`, body: { a: 1 } } as const;
    expect((await api.send(unwanted)).status).toBe(400);
  });

  test('twice at once is one new version', async () => {
    const { id } = await eventful();
    const answers = await Promise.all([1, 2, 3].map(() => restore(id, 1)));
    expect(answers.map(({ body }) => body.version)).toEqual([5, 5, 5]);
  });
});

function omitCounts(body: Record<string, unknown>) {
  const { enrollmentCount: _a, activeParticipants: _b, totalRedemptions: _c, ...rest } = body;
  return rest;
}
