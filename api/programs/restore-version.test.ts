import { randomUUID } from 'node:crypto';
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

const get = (path: string) => api.send({ path: `/programs/${path}` });
const restore = (id: string, version: number | string, headers: Record<string, string> = {}) =>
  api.send({ method: 'POST', path: `/programs/${id}/versions/${version}/restore`, headers });

describe('restoring a version', () => {
  test('makes a new one with the old definition, and leaves the lifecycle alone', async () => {
    const { id, ruleConfig } = await eventful(api);
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
    const { id } = await eventful(api);
    expect((await restore(id, 2)).body.version).toBe(4);
    const key = { 'Idempotency-Key': randomUUID() };
    const first = await restore(id, 1, key);
    await edit(api, id, { name: 'Later' });
    const again = await restore(id, 1, key);
    expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
    expect((await get(id)).body).toMatchObject({ name: 'Later', version: 6 });
  });

  test('is refused where the old definition is impossible now', async () => {
    const location = await api.location();
    const id = await api.program({ isActive: false, locationIds: [location], endsAt: noon + hour });
    const config = { pointsPerDollar: 1, redemptionRate: 100 };
    await edit(api, id, { ruleType: 'POINTS_BASED', ruleConfig: config, locationIds: null, endsAt: null });
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
    const { id } = await eventful(api);
    expect((await restore(id, 1, { 'If-Match': '"3"' })).body.code).toBe('stale_version');
    await api.command(id, 'end');
    expect(await restore(id, 1)).toMatchObject({ status: 409, body: { code: 'program_ended' } });
    await api.command(id, 'delete');
    expect((await restore(id, 1)).body.code).toBe('program_not_found');
    const unwanted = { method: 'POST', path: `/programs/${id}/versions/1/restore`, body: { a: 1 } } as const;
    expect((await api.send(unwanted)).status).toBe(400);
  });

  test('twice at once is one new version', async () => {
    const { id } = await eventful(api);
    const answers = await Promise.all([1, 2, 3].map(() => restore(id, 1)));
    expect(answers.map(({ body }) => body.version)).toEqual([5, 5, 5]);
  });
});
