import { day, hour, noon } from '../../test/support/programs';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { createExamples } from './examples';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => {
  api.clock.now = noon;
});
afterAll(() => api.close());

const get = (path: string, headers: Record<string, string> = {}) =>
  api.send({ path: `/programs${path}`, headers });
const create = (differing: object) =>
  api.send({
    method: 'POST',
    path: '/programs',
    body: { ...createExamples.punchCard.value, isActive: true, timezone: 'Europe/Berlin', ...differing },
  });
const seen = async (id: string) => {
  const { body } = await get(`/${id}`);
  return [body.status, body.earning, body.earningReason];
};
const listed = async (status: string) =>
  (await get(`?status=${status}&q=Evenings`)).body.data.map(({ id }: { id: string }) => id);
const iso = (at: number) => new Date(at).toISOString();

// Noon in UTC is 13:00 in Berlin.
const lunch = { rrule: 'FREQ=DAILY', start: '2026-11-01T12:00', duration: 'PT2H' };
const blackouts = [{ from: '2026-11-22T13:30', to: '2026-11-22T13:45' }];

test('a program is active in its windows, scheduled between them, and closed in a blackout', async () => {
  const { status, body } = await create({ schedule: { recurrence: lunch, blackouts } });
  expect([status, body.schedule, body.earning]).toEqual([201, { recurrence: lunch, blackouts }, true]);
  const at = async (offset: number) => {
    api.clock.now = noon + offset;
    return seen(body.id);
  };
  expect(await at(hour / 2 - 1)).toEqual(['ACTIVE', true, null]);
  expect(await at(hour / 2)).toEqual(['ACTIVE', false, 'blackout']);
  expect(await at(hour / 2 + hour / 4)).toEqual(['ACTIVE', true, null]);
  expect(await at(hour)).toEqual(['SCHEDULED', false, 'between_windows']);
  expect(await at(day)).toEqual(['ACTIVE', true, null]);
});

test('an edge is never hidden behind a 304, although the version is the same', async () => {
  const { body } = await create({ schedule: { blackouts } });
  const etag = (await get(`/${body.id}`)).headers.get('etag') ?? '';
  const again = async () => (await get(`/${body.id}`, { 'if-none-match': etag })).status;
  expect(await again()).toBe(304);
  api.clock.now = noon + hour / 2;
  expect(await again()).toBe(200);
});

test('lists find by the status of the instant', async () => {
  const { body } = await create({
    name: 'Evenings only',
    schedule: { recurrence: { ...lunch, start: '2026-11-01T18:00' } },
  });
  expect([await listed('SCHEDULED'), await listed('ACTIVE')]).toEqual([[body.id], []]);
  api.clock.now = noon + 5 * hour;
  expect([await listed('SCHEDULED'), await listed('ACTIVE')]).toEqual([[], [body.id]]);
});

test('the timeline shows every edge up to where it is asked for', async () => {
  const { body } = await create({ schedule: { recurrence: lunch, blackouts }, endsAt: iso(noon + 3 * day) });
  const timeline = await get(`/${body.id}/timeline?until=${iso(noon + day)}`);
  expect(timeline.body).toEqual({
    from: iso(noon),
    until: iso(noon + day),
    complete: true,
    data: [
      { at: iso(noon + hour / 2), kind: 'blackout_started' },
      { at: iso(noon + 0.75 * hour), kind: 'blackout_ended' },
      { at: iso(noon + hour), kind: 'window_closed' },
      { at: iso(noon + 23 * hour), kind: 'window_opened' },
    ],
  });
  const whole = await get(`/${body.id}/timeline`);
  expect(whole.body.data.at(-1)).toEqual({ at: iso(noon + 3 * day), kind: 'ended' });
});

test('a timeline that would be too long ends early and says so', async () => {
  const { body } = await create({ schedule: { recurrence: lunch } });
  const { body: timeline } = await get(`/${body.id}/timeline?until=2036-01-01T00:00:00Z`);
  expect([timeline.complete, timeline.data.length]).toEqual([false, 1_000]);
  expect(timeline.data.at(-1).at < timeline.until).toBe(true);
  const { body: far } = await get(`/${body.id}/timeline?until=${timeline.until}`);
  expect([far.complete, far.data]).toEqual([true, timeline.data]);
});

test.each([
  ['of 10,000 years', { rrule: 'FREQ=YEARLY;COUNT=10000' }, '/schedule/recurrence/rrule'],
  ['until far beyond', { rrule: 'FREQ=DAILY;UNTIL=99990101' }, '/schedule/recurrence/rrule'],
  ['every second', { rrule: 'FREQ=SECONDLY' }, '/schedule/recurrence/rrule'],
  ['on no day', { rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30' }, '/schedule/recurrence/rrule'],
  ['without end', { duration: 'P9999D' }, '/schedule/recurrence/duration'],
  ['at no time', { start: '2026-13-01T00:00' }, '/schedule/recurrence/start'],
])('a recurrence %s is refused, naming the field', async (_, wrong, pointer) => {
  const { status, body } = await create({ schedule: { recurrence: { ...lunch, ...wrong } } });
  expect([status, body.code]).toEqual([422, 'validation_failed']);
  expect(body.errors.map((error: { pointer: string }) => error.pointer)).toContain(pointer);
});

test('so is a schedule in a zone that nobody knows, and one that is none', async () => {
  const unknown = await create({ timezone: 'Europe/Atlantis', schedule: { recurrence: lunch } });
  const pointers = unknown.body.errors.map((error: { pointer: string }) => error.pointer);
  expect([unknown.status, pointers]).toEqual([422, ['/timezone', '/schedule']]);
  const none = await create({ schedule: 'always' });
  expect([none.status, none.body.errors[0].pointer]).toEqual([400, '/schedule']);
  const blackout = await create({ schedule: { blackouts: [{ from: '2026-12-24', to: '2026-12-23' }] } });
  expect([blackout.status, blackout.body.errors[0].pointer]).toEqual([422, '/schedule/blackouts/0']);
});
