import { randomUUID } from 'node:crypto';
import { lockProgram, saveProgram } from '../../db/programs/program-store';
import { settle } from '../../domain/program/due';
import { day, hour, noon } from '../../test/support/programs';
import { createExamples } from '../programs/examples';
import { startApi, type TestApi } from '../testing/api.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
beforeEach(() => {
  api.clock.now = noon;
});
afterAll(() => api.close());

const iso = (at: number) => new Date(at).toISOString();
const at = iso(noon + day);
const path = (id: string, change = '') => `/programs/${id}/scheduled-changes${change && `/${change}`}`;
const schedule = (id: string, body: unknown, headers: Record<string, string> = {}) =>
  api.send({ method: 'POST', path: path(id), body, headers });
const list = async (id: string) => (await api.send({ path: path(id) })).body.data;
const put = (id: string, body: object) => api.send({ method: 'PUT', path: `/programs/${id}`, body });
const cancel = (id: string, change: string, headers: Record<string, string> = {}) =>
  api.send({ method: 'DELETE', path: path(id, change), headers });
const pointersOf = (body: { errors: { pointer: string; code: string }[] }) =>
  body.errors.map(({ pointer, code }) => [pointer, code]);

/** What the workflow does when its timer fires. */
const settleNow = (id: string, now: number) =>
  api.knex.transaction(async (trx) => {
    const stored = await lockProgram(trx, { businessId: api.businessId, actor: 'system' }, id);
    if (stored === null) throw new Error('no such program');
    const change = settle(stored, now);
    if (change.revisions.length > 0) await saveProgram(trx, change);
    return change.program;
  });
const kindsOf = (id: string): Promise<string[]> =>
  api.knex('program_revisions').where({ program_id: id }).orderBy('number').pluck('kind');

test('a change is scheduled, listed, in the timeline, and comes into force', async () => {
  const id = await api.program();
  const wanted = { at, changes: { name: 'Spring card', endsAt: iso(noon + 9 * day) } };
  const { status, body } = await schedule(id, wanted);
  expect([status, body]).toEqual([
    201,
    { id: body.id, ...wanted, requestedBy: 'user:owner', createdAt: iso(noon) },
  ]);
  expect(await list(id)).toEqual([body]);
  const timeline = await api.send({ path: `/programs/${id}/timeline` });
  expect(timeline.body.data.slice(0, 2)).toEqual([
    { at, kind: 'updated', scheduledChangeId: body.id },
    { at: iso(noon + 9 * day), kind: 'ended' },
  ]);
  const row = await api.knex('loyalty_programs').where({ id }).first('alarm_at', 'name');
  expect(row).toEqual({ alarm_at: noon + day, name: 'Coffee card' });
  api.clock.now = noon + day;
  expect(await list(id)).toEqual([]);
  expect((await settleNow(id, noon + day)).name).toBe('Spring card');
  expect(await kindsOf(id)).toEqual(['created', 'activated', 'change_scheduled', 'updated']);
});

test('a local time is read in the zone of the program', async () => {
  const id = await api.program({ timezone: 'Europe/London' });
  const seen = async (local: string) => (await schedule(id, { at: local, changes: { name: 'B' } })).body.at;
  expect(await seen('2027-03-01T00:00')).toBe('2027-03-01T00:00:00.000Z');
  expect(await seen('2027-06-01T00:00')).toBe('2027-05-31T23:00:00.000Z');
  expect(await seen('2027-03-28T01:30')).toBe('2027-03-28T01:30:00.000Z');
});

test('cancelling is possible until its instant', async () => {
  const id = await api.program();
  const { body: first } = await schedule(id, { at, changes: { name: 'First' } });
  const { body: second } = await schedule(id, { at, changes: { name: 'Second' } });
  expect((await cancel(id, first.id)).status).toBe(204);
  expect(await list(id)).toEqual([second]);
  const again = await cancel(id, first.id);
  expect([again.status, again.body.code]).toEqual([404, 'scheduled_change_not_found']);
  expect((await cancel(id, randomUUID())).text).toBe(again.text);
  expect((await cancel(id, 'none')).status).toBe(404);
  api.clock.now = noon + day;
  expect((await cancel(id, second.id)).status).toBe(404);
  expect((await settleNow(id, noon + day)).name).toBe('Second');
});

test('a cancellation that races with the instant either comes first or is told that it came too late', async () => {
  const outcomes = new Set<number>();
  for (let round = 0; round < 30; round += 1) {
    api.clock.now = noon + round;
    const due = api.clock.now + 1;
    const id = await api.program();
    const { body } = await schedule(id, { at: iso(due), changes: { name: 'Changed' } });
    const [answer] = await Promise.all([cancel(id, body.id), settleNow(id, due)]);
    const kinds = (await kindsOf(id)).slice(3);
    const { name } = await settleNow(id, due);
    const expected = answer.status === 204 ? [['change_cancelled'], 'Coffee card'] : [['updated'], 'Changed'];
    expect([kinds, name]).toEqual(expected);
    outcomes.add(answer.status);
  }
  expect([...outcomes].filter((status) => status !== 204 && status !== 404)).toEqual([]);
});

test('two that schedule at once are both there, by If-Match only one', async () => {
  const id = await api.program();
  const both = await Promise.all(['A', 'B'].map((name) => schedule(id, { at, changes: { name } })));
  expect(both.map(({ status }) => status)).toEqual([201, 201]);
  expect(await list(id)).toHaveLength(2);
  const matched = await Promise.all(
    ['C', 'D'].map((name) => schedule(id, { at, changes: { name } }, { 'if-match': '"4"' })),
  );
  expect(matched.map(({ status }) => status).toSorted()).toEqual([201, 412]);
  const stale = await cancel(id, matched.find(({ status }) => status === 201)?.body.id, {
    'if-match': '"4"',
  });
  expect([stale.status, stale.body.code]).toEqual([412, 'stale_version']);
});

test('the same Idempotency-Key schedules once', async () => {
  const id = await api.program();
  const headers = { 'idempotency-key': randomUUID() };
  const first = await schedule(id, { at, changes: { name: 'B' } }, headers);
  const again = await schedule(id, { at, changes: { name: 'B' } }, headers);
  expect([again.status, again.body]).toEqual([201, first.body]);
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(await list(id)).toHaveLength(1);
});

describe('refused', () => {
  test.each([
    ['no body', [], 400],
    ['no instant', { changes: { name: 'B' } }, 400],
    ['no changes', { at, changes: {} }, 400],
    ['an instant that is none', { at: 'tomorrow', changes: { name: 'B' } }, 400],
    ['a local time that is none', { at: '2027-02-30T00:00', changes: { name: 'B' } }, 400],
    ['an instant that has passed', { at: iso(noon), changes: { name: 'B' } }, 422],
    ['a field that is none', { at, changes: { colour: 'red' } }, 400],
    ['a lifecycle', { at, changes: { isActive: false } }, 400],
    ['a name that is empty', { at, changes: { name: '' } }, 400],
    ['another rule type', { at, changes: { ruleType: 'STAMP_CARD' } }, 422],
    ['a config that is wrong', { at, changes: { ruleConfig: { punchesRequired: 0 } } }, 422],
    ['an end before that instant', { at, changes: { endsAt: iso(noon + hour) } }, 422],
    ['a schedule of 10,000 years', { at, changes: { schedule: tenThousandYears() } }, 422],
    ['a location of nobody', { at, changes: { locationIds: [randomUUID()] } }, 422],
    ['a segment of nobody', { at, changes: { segmentIds: [randomUUID()] } }, 422],
  ])('%s', async (_, body, status) => {
    const id = await api.program();
    const answer = await schedule(id, body);
    expect([answer.status, answer.body.code]).toEqual([
      status,
      status === 400 ? 'invalid_request' : 'validation_failed',
    ]);
    expect(await list(id)).toEqual([]);
  });

  test('every fault, each named', async () => {
    const { body } = await schedule(await api.program(), {
      at: iso(noon - 1),
      changes: { name: '', ruleConfig: { punchesRequired: 0 }, timezone: 'Mars/Olympus' },
    });
    expect(pointersOf(body)).toEqual(
      expect.arrayContaining([
        ['/at', 'not_in_the_future'],
        ['/changes/name', 'empty'],
        ['/changes/timezone', 'unknown_timezone'],
        ['/changes/ruleConfig/punchesRequired', expect.any(String)],
      ]),
    );
  });

  test('after the end, also one that an earlier change brings', async () => {
    const id = await api.program();
    await schedule(id, { at, changes: { endsAt: iso(noon + 2 * day) } });
    const late = await schedule(id, { at: iso(noon + 2 * day), changes: { name: 'Late' } });
    expect([late.status, pointersOf(late.body)]).toEqual([422, [['/at', 'after_the_end']]]);
    await api.command(id, 'end');
    const over = await schedule(id, { at, changes: { name: 'B' } });
    expect([over.status, over.body.code]).toEqual([409, 'program_ended']);
  });

  test('a fifty-first', async () => {
    const id = await api.program();
    for (let n = 0; n < 50; n += 1) {
      expect((await schedule(id, { at, changes: { priority: n } })).status).toBe(201);
    }
    const { status, body } = await schedule(id, { at, changes: { priority: 51 } });
    expect([status, pointersOf(body)]).toEqual([422, [['', 'too_many']]]);
  });
});

describe('a pending change stays possible', () => {
  const { isActive: _, ...edit } = createExamples.punchCard.value;

  test('an edit that would make it impossible is refused, and names it', async () => {
    const id = await api.program({ currency: 'USD' });
    const { body: change } = await schedule(id, { at, changes: { name: 'B' } });
    const refused = await put(id, { ...edit, endsAt: iso(noon + hour) });
    expect([refused.status, pointersOf(refused.body)]).toEqual([422, [['', 'scheduled_change_conflict']]]);
    expect(refused.body.errors[0].message).toContain(change.id);
    await cancel(id, change.id);
    expect((await put(id, { ...edit, endsAt: iso(noon + hour) })).status).toBe(200);
  });

  test('so is another change before it, while one after it is free', async () => {
    const id = await api.program({ endsAt: noon + 9 * day });
    const { body: change } = await schedule(id, {
      at: iso(noon + 2 * day),
      changes: { startsAt: iso(noon - hour), endsAt: iso(noon + 5 * day) },
    });
    const before = await schedule(id, { at, changes: { endsAt: iso(noon + 1.5 * day) } });
    expect([before.status, pointersOf(before.body)]).toEqual([422, [['', 'scheduled_change_conflict']]]);
    expect(before.body.errors[0].message).toContain(change.id);
    const after = await schedule(id, {
      at: iso(noon + 3 * day),
      changes: { endsAt: iso(noon + 3.5 * day) },
    });
    expect(after.status).toBe(201);
  });

  test('an edit that leaves it possible is not', async () => {
    const id = await api.program({ currency: 'USD' });
    await schedule(id, { at, changes: { name: 'B' } });
    expect((await put(id, edit)).status).toBe(200);
    expect(await list(id)).toHaveLength(1);
  });
});

function tenThousandYears() {
  const recurrence = { rrule: 'FREQ=YEARLY;COUNT=10000', start: '2027-01-01T00:00', duration: 'P1D' };
  return { recurrence };
}
