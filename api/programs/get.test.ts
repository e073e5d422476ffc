import { startApi, type TestApi } from '../testing/api.fixtures';
import { day, noon } from '../../test/support/programs';

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

test('an unchanged program is answered with 304 and no body', async () => {
  const id = await api.program();
  const etag = (await get(id)).headers.get('etag') ?? '';
  const { status, text, headers } = await get(id, { 'if-none-match': etag });
  expect([status, text, headers.get('etag')]).toEqual([304, '', etag]);
});

test('a changed program is answered in full', async () => {
  const id = await api.program();
  const etag = (await get(id)).headers.get('etag') ?? '';
  await api.command(id, 'pause');
  expect((await get(id, { 'if-none-match': etag })).body).toMatchObject({ status: 'PAUSED' });
});

test('a start that passed is never hidden behind a 304, although the version is the same', async () => {
  const id = await api.program({ startsAt: noon + 1_000 });
  const before = await get(id);
  const etag = before.headers.get('etag') ?? '';
  expect((await get(id, { 'if-none-match': etag })).status).toBe(304);
  api.clock.now = noon + 1_000;
  const after = await get(id, { 'if-none-match': etag });
  expect([before.body.status, after.status, after.body.status]).toEqual(['SCHEDULED', 200, 'ACTIVE']);
  expect(after.body.version).toBe(before.body.version);
});

test('status changes with the millisecond', async () => {
  const id = await api.program({ startsAt: noon + 1_000, endsAt: noon + 2_000 });
  const statusAt = async (now: number) => {
    api.clock.now = now;
    return (await get(id)).body.status;
  };
  expect(await statusAt(noon + 999)).toBe('SCHEDULED');
  expect(await statusAt(noon + 1_000)).toBe('ACTIVE');
  expect(await statusAt(noon + 1_999)).toBe('ACTIVE');
  expect(await statusAt(noon + 2_000)).toBe('ENDED');
});

test('HEAD answers like GET, without the body', async () => {
  const { status, text, headers } = await api.send({
    method: 'HEAD',
    path: `/programs/${await api.program()}`,
  });
  expect([status, text, headers.get('etag')]).toEqual([200, '', '"2"']);
});

test('the history lists every revision, the latest first, with the program as it was', async () => {
  const id = await api.program({ name: 'Card' });
  await api.command(id, 'pause');
  await api.command(id, 'end');
  const { body } = await get(`${id}/history`);
  expect(
    body.data.map(
      (entry: {
        number: number;
        kind: string;
        previousStatus: string | null;
        program: { status: string };
      }) => [entry.number, entry.kind, entry.previousStatus, entry.program.status],
    ),
  ).toEqual([
    [4, 'ended', 'PAUSED', 'ENDED'],
    [3, 'paused', 'ACTIVE', 'PAUSED'],
    [2, 'activated', 'DRAFT', 'ACTIVE'],
    [1, 'created', null, 'ACTIVE'],
  ]);
  expect(body.data[0]).toMatchObject({ actor: 'user:owner', occurredAt: '2026-11-22T12:00:00.000Z' });
  expect(body.pagination).toEqual({ page: 1, pageSize: 20, totalPages: 1, totalCount: 4 });
});

test('the history has pages, and an empty one beyond its end', async () => {
  const id = await api.program();
  await api.command(id, 'pause');
  const numbers = async (query: string) =>
    (await get(`${id}/history?${query}`)).body.data.map((entry: { number: number }) => entry.number);
  expect(await numbers('pageSize=2')).toEqual([3, 2]);
  expect(await numbers('pageSize=2&page=2')).toEqual([1]);
  expect(await numbers('pageSize=2&page=10000000')).toEqual([]);
});

test('the timeline says what the clock will do, up to the end of the stretch asked for', async () => {
  const id = await api.program({ startsAt: noon + day, endsAt: noon + 10 * day });
  const { body } = await get(`${id}/timeline`);
  const kinds = body.data.map((entry: { at: string; kind: string }) => [entry.at, entry.kind]);
  expect(kinds).toContainEqual(['2026-11-23T12:00:00.000Z', 'activated']);
  expect(kinds).toContainEqual(['2026-12-02T12:00:00.000Z', 'ended']);
  const until = await get(`${id}/timeline?until=2026-11-23T12:00:00Z`);
  expect(until.body.data).toEqual([{ at: '2026-11-23T12:00:00.000Z', kind: 'activated' }]);
});

test.each(['until=tomorrow', 'until=2026-11-23', 'until=2026-11-23T12:00:00', 'since=x'])(
  'the timeline refuses %s',
  async (query) => {
    const { status, body } = await get(`${await api.program()}/timeline?${query}`);
    expect([status, body.code]).toEqual([400, 'invalid_request']);
  },
);
