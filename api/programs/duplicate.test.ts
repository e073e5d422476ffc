import { randomUUID } from 'node:crypto';
import { day, noon } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { copyName } from './copy-body';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const duplicate = (id: string, body?: unknown, headers: Record<string, string> = {}) =>
  api.send({
    method: 'POST',
    path: `/programs/${id}/duplicate`,
    headers,
    ...(body === undefined ? {} : { body }),
  });

test('a copy without overrides is a draft with the same definition and another name', async () => {
  const schedule = {
    recurrence: {
      rrule: 'FREQ=WEEKLY;BYDAY=FR',
      start: '2026-01-02T16:00:00',
      duration: 'PT3H',
    },
  };
  const id = await api.program({ name: 'Happy hour', schedule, priority: 7, endsAt: noon + 30 * day });
  const original = await api.send({ path: `/programs/${id}` });
  const copy = await duplicate(id);
  expect(copy.status).toBe(201);
  expect(copy.headers.get('etag')).toBe('"1"');
  expect(copy.headers.get('location')).toBe(`/api/v1/loyalty/programs/${copy.body.id}`);
  const { ruleType, ruleConfig, timezone, currency, endsAt } = original.body;
  expect(copy.body).toMatchObject({
    name: 'Happy hour (copy)',
    status: 'DRAFT',
    isActive: false,
    version: 1,
    ruleType,
    ruleConfig,
    timezone,
    currency,
    endsAt,
    schedule: original.body.schedule,
    priority: 7,
  });
  expect(copy.body.id).not.toBe(id);
  expect((await api.send({ path: `/programs/${copy.body.id}` })).body).toMatchObject(copy.body);
});

test('overrides win field by field and deep within the config, and isActive makes it live', async () => {
  const id = await api.program({ name: 'Card' });
  const location = await api.location();
  const { body: original } = await api.send({ path: `/programs/${id}` });
  const body = {
    name: 'Card at the station',
    locationIds: [location],
    ruleConfig: { punchesRequired: 5 },
    isActive: true,
  };
  const copy = await duplicate(id, body);
  expect(copy).toMatchObject({ status: 201, body: { status: 'ACTIVE', name: body.name, version: 2 } });
  expect(copy.body.locationIds).toEqual([location]);
  expect(copy.body.ruleConfig).toEqual({ ...original.ruleConfig, punchesRequired: 5 });
});

test('a start and an end that have passed are left out, those ahead are kept', async () => {
  const over = await api.program({ startsAt: noon - 10 * day, endsAt: noon - day });
  expect((await duplicate(over)).body).toMatchObject({ startsAt: null, endsAt: null });
  const coming = await api.program({ startsAt: noon + day, endsAt: noon + 2 * day });
  const { body } = await duplicate(coming, { isActive: true });
  expect(body).toMatchObject({ startsAt: '2026-11-23T12:00:00.000Z', status: 'SCHEDULED' });
});

test('another rule type takes its config from the overrides alone', async () => {
  const id = await api.program();
  const other = { ruleType: 'POINTS_BASED', ruleConfig: { pointsPerDollar: 2, redemptionRate: 100 } };
  expect((await duplicate(id, other)).body.ruleConfig).toEqual(other.ruleConfig);
  const without = await duplicate(id, { ruleType: 'POINTS_BASED' });
  expect(without).toMatchObject({ status: 400, body: { errors: [{ pointer: '/ruleConfig' }] } });
});

test('an ended program, and a deleted one for 90 days, can be duplicated', async () => {
  const id = await api.program();
  await api.command(id, 'end');
  expect(await duplicate(id)).toMatchObject({ status: 201, body: { status: 'DRAFT' } });
  await api.command(id, 'delete');
  expect(await duplicate(id)).toMatchObject({ status: 201, body: { deletedAt: null, endedAt: null } });
  const program = api.knex('loyalty_programs').where({ id });
  await program.update({ deleted_at: new Date(noon - 90 * day) });
  expect(await duplicate(id)).toMatchObject({ status: 404, body: { code: 'program_not_found' } });
});

test('archived locations and deleted segments of the original are refused until something else is sent', async () => {
  const [open, archived, segment] = [await api.location(), await api.location(), randomUUID()];
  const id = await api.program({ locationIds: [open, archived], segmentIds: [segment] });
  await api
    .knex('locations')
    .where({ id: archived })
    .update({ archived_at: new Date(noon) });
  const refused = await duplicate(id);
  expect(refused).toMatchObject({ status: 422, body: { code: 'validation_failed' } });
  expect(refused.body.errors).toEqual([
    {
      pointer: '/locationIds',
      code: 'locations_gone',
      message: `Locations of the original are no more (${archived}): send locationIds, null for all`,
    },
    {
      pointer: '/segmentIds',
      code: 'segments_gone',
      message: `Segments of the original are no more (${segment}): send segmentIds, null for all`,
    },
  ]);
  const sent = { locationIds: [open], segmentIds: null };
  expect(await duplicate(id, sent)).toMatchObject({ status: 201, body: sent });
});

test('a repeated Idempotency-Key makes one copy', async () => {
  const id = await api.program({ name: 'Once' });
  const headers = { 'Idempotency-Key': randomUUID() };
  const [first, again] = [await duplicate(id, {}, headers), await duplicate(id, {}, headers)];
  expect([again.status, again.body.id]).toEqual([201, first.body.id]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect((await api.send({ path: '/programs?q=Once+(copy)' })).body.data).toHaveLength(1);
});

test('what is customers’, an experiment or a scheduled change stays with the original', async () => {
  const id = await api.program();
  const experiment = { id: randomUUID(), variants: [] };
  await api
    .knex('loyalty_programs')
    .where({ id })
    .update({ experiment: JSON.stringify(experiment) });
  const { body } = await duplicate(id);
  expect(body.experimentId).toBeNull();
  const row = await api.knex('loyalty_programs').where({ id: body.id }).first('scheduled_changes');
  expect(row.scheduled_changes).toEqual([]);
  expect((await api.send({ path: `/programs/${body.id}` })).body.enrollmentCount).toBe(0);
});

test.each([
  [{ name: '' }, 400, '/name'],
  [{ punches: 7 }, 400, '/punches'],
  [{ templateId: 'coffee-punch-card' }, 400, '/templateId'],
  [[], 400, ''],
  [{ ruleConfig: { punchesRequired: 1 } }, 422, '/ruleConfig/punchesRequired'],
  [{ startsAt: '2026-12-02T00:00:00Z', endsAt: '2026-12-01T00:00:00Z' }, 422, '/endsAt'],
  [{ endsAt: '2026-01-01T00:00:00Z', isActive: true }, 422, '/endsAt'],
])('%j is refused', async (body, status, pointer) => {
  const answer = await duplicate(await api.program(), body);
  expect([answer.status, answer.body.errors[0].pointer]).toEqual([status, pointer]);
});

test('the name of a copy fits, and is never cut within a character', () => {
  expect(copyName('Card')).toBe('Card (copy)');
  const long = copyName('x'.repeat(255));
  expect([long.length, long.endsWith('x (copy)')]).toEqual([255, true]);
  const emoji = copyName(`${'x'.repeat(247)}☕️🎉🎉`);
  expect(emoji.length).toBeLessThanOrEqual(255);
  // Throws for half a character.
  expect(decodeURIComponent(encodeURIComponent(emoji))).toBe(emoji);
});
