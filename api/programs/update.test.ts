import { startApi, type TestApi } from '../testing/api.fixtures';
import { createExamples } from './examples';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const { isActive: _, ...definition } = createExamples.punchCard.value;
const put = (id: string, changes: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
  api.send({ method: 'PUT', path: `/programs/${id}`, body: { ...definition, ...changes }, headers });

async function created(changes: Record<string, unknown> = {}): Promise<string> {
  const body = { ...createExamples.punchCard.value, ...changes };
  return (await api.send({ method: 'POST', path: '/programs', body })).body.id;
}

test('an edit is answered with the next version, and read back', async () => {
  const id = await created();
  const { status, body, headers } = await put(id, { name: 'Tea Punch Card' });
  expect(status).toBe(200);
  expect(body).toMatchObject({ name: 'Tea Punch Card', version: 3, status: 'ACTIVE' });
  expect(headers.get('etag')).toBe('"3"');
  expect((await api.send({ path: `/programs/${id}` })).body).toMatchObject({
    name: 'Tea Punch Card',
    version: 3,
  });
});

test('what the body leaves out is reset, time zone and currency are kept', async () => {
  const id = await created({ timezone: 'Asia/Tokyo', currency: 'EUR', endsAt: '2027-01-01T00:00:00Z' });
  const { name, ruleType, ruleConfig } = definition;
  const { body } = await api.send({
    method: 'PUT',
    path: `/programs/${id}`,
    body: { name, ruleType, ruleConfig },
  });
  expect(body).toMatchObject({
    description: null,
    endsAt: null,
    timezone: 'Asia/Tokyo',
    currency: 'EUR',
    startsAt: '2026-01-01T00:00:00.000Z',
  });
});

test('an edit that changes nothing makes no version and no revision', async () => {
  const id = await created();
  const { validHours, ...config } = definition.ruleConfig;
  const { status, body } = await put(id, { ruleConfig: { validHours, ...config } });
  expect([status, body.version]).toEqual([200, 2]);
  expect(await api.knex('program_revisions').where({ program_id: id })).toHaveLength(2);
});

test.each(['"2"', 'W/"2"', '*', '"1", "2"', ' "2" '])('If-Match: %s fits version 2', async (tag) => {
  expect((await put(await created(), { name: 'New' }, { 'if-match': tag })).status).toBe(200);
});

test.each(['"1"', '"3"', 'W/"22"', '"x"'])(
  'If-Match: %s is stale, and says which version is current',
  async (tag) => {
    const { status, body, headers } = await put(await created(), { name: 'New' }, { 'if-match': tag });
    expect([status, body.code, headers.get('etag')]).toEqual([412, 'stale_version', '"2"']);
  },
);

test.each(['2', '"2', 'W/2', '"1" "2"', ','])('If-Match: %s cannot be read', async (tag) => {
  const { status, body } = await put(await created(), { name: 'New' }, { 'if-match': tag });
  expect([status, body.code]).toEqual([400, 'invalid_if_match']);
});

test('two edits at once both count, one after the other', async () => {
  const id = await created();
  const names = Array.from({ length: 12 }, (_unused, index) => `Name ${index}`);
  const answers = await Promise.all(names.map((name) => put(id, { name })));
  expect(answers.map(({ status }) => status)).toEqual(names.map(() => 200));
  expect(answers.map(({ body }) => body.version).toSorted((a, b) => a - b)).toEqual(
    names.map((_unused, index) => index + 3),
  );
  const revisions = await api.knex('program_revisions').where({ program_id: id }).orderBy('number');
  expect(revisions.map(({ number }) => number)).toEqual(
    Array.from({ length: 14 }, (_unused, index) => index + 1),
  );
});

test('of edits at once that name the same version, one wins', async () => {
  const id = await created();
  const answers = await Promise.all(
    ['A', 'B', 'C', 'D'].map((name) => put(id, { name }, { 'if-match': '"2"' })),
  );
  expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 412, 412, 412]);
});

test('isActive is refused with the way to do it', async () => {
  const { status, body } = await put(await created(), { isActive: false });
  expect(status).toBe(400);
  expect(body.errors).toEqual([
    { pointer: '/isActive', code: 'use_lifecycle_endpoints', message: expect.stringContaining('/pause') },
  ]);
});

test('the rule type may change while it is a draft, and then no more', async () => {
  const changed = {
    ruleType: 'VISIT_FREQUENCY',
    ruleConfig: {
      visitsRequired: 5,
      withinDays: 30,
      rewardType: 'credit',
      rewardValue: 5,
      rewardDescription: '$5',
    },
  };
  expect((await put(await created({ isActive: false }), changed)).body).toMatchObject(changed);
  const { status, body } = await put(await created(), changed);
  expect(status).toBe(422);
  expect(body.errors).toEqual([expect.objectContaining({ pointer: '/ruleType', code: 'rule_type_fixed' })]);
});

test('a program that runs must not be made to end in the past', async () => {
  const { status, body } = await put(await created(), { endsAt: '2026-06-01T00:00:00Z' });
  expect([status, body.errors[0].message]).toEqual([422, 'End date must be in the future']);
});

test('a start moved into the future schedules it again, one moved back lets it run', async () => {
  const id = await created();
  expect((await put(id, { startsAt: '2026-12-24T00:00:00Z' })).body).toMatchObject({ status: 'SCHEDULED' });
  expect((await put(id, { startsAt: '2026-11-01T00:00:00Z' })).body).toMatchObject({ status: 'ACTIVE' });
});

test('an ended program is not edited, a draft whose end has passed is', async () => {
  const ended = await created();
  await api.command(ended, 'end');
  const { status, body } = await put(ended, { name: 'New' });
  expect([status, body.code]).toEqual([409, 'program_ended']);
  const draft = await created({ isActive: false, endsAt: '2026-03-01T00:00:00Z' });
  expect((await put(draft, { name: 'New' })).body).toMatchObject({ name: 'New', status: 'DRAFT' });
});

test('locations are replaced, and must be the business’s own', async () => {
  const [here, there, foreign] = [
    await api.location(),
    await api.location(),
    await api.location(await api.business()),
  ];
  const id = await created({ locationIds: [here] });
  expect((await put(id, { locationIds: [there, here] })).body.locationIds).toEqual([there, here]);
  const { status, body } = await put(id, { locationIds: [foreign] });
  expect([status, body.errors[0].pointer]).toEqual([422, '/locationIds/0']);
  expect((await put(id)).body.locationIds).toBeNull();
});

test('an edit that moves the alarm changes what the workflow has not acknowledged; another does not', async () => {
  const id = await created();
  const alarm = async () => (await api.knex('loyalty_programs').where({ id }).first('alarm_at')).alarm_at;
  const before = await alarm();
  await put(id, { name: 'Another' });
  expect(await alarm()).toBe(before);
  await put(id, { endsAt: '2027-01-01T00:00:00Z' });
  expect(await alarm()).not.toBe(before);
});

test('a refused edit leaves the program as it was', async () => {
  const id = await created();
  const before = (await api.send({ path: `/programs/${id}` })).body;
  await put(id, { name: 'New', ruleConfig: { punchesRequired: 1 } });
  expect((await api.send({ path: `/programs/${id}` })).body).toEqual(before);
});
