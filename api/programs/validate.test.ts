import { startApi, type TestApi } from '../testing/api.fixtures';
import { noon } from '../../test/support/programs';
import { createExamples } from './examples';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sample = createExamples.punchCard.value;
const check = (path: string, body?: unknown) => api.send({ method: 'POST', path, body });
const codes = (body: { warnings: { code: string }[] }) => body.warnings.map(({ code }) => code);
const pointers = (body: { errors: { pointer: string }[] }) => body.errors.map((error) => error.pointer);

test('a valid new program is said to be valid, and is not stored', async () => {
  const { status, body } = await check('/programs/validate', { ...sample, startsAt: null });
  expect([status, body.valid, body.errors]).toEqual([200, true, []]);
  expect(codes(body)).toEqual(['no_location']);
  expect(await api.knex('loyalty_programs').where({ business_id: api.businessId })).toEqual([]);
});

test('what creating would refuse is listed with the same errors', async () => {
  const wrong = {
    ...sample,
    name: '',
    ruleConfig: { punchesRequired: 99 },
    locationIds: [await api.location(await api.business())],
  };
  const { status, body } = await check('/programs/validate', wrong);
  const refused = await check('/programs', wrong);
  expect(status).toBe(200);
  expect(body).toEqual({ valid: false, errors: refused.body.errors, warnings: [] });
});

test('an edit is checked against the program as it is', async () => {
  const id = await api.program();
  const { isActive: _, ...edit } = sample;
  expect((await check(`/programs/${id}/validate`, edit)).body.valid).toBe(true);
  expect(
    pointers((await check(`/programs/${id}/validate`, { ...edit, ruleType: 'STAMP_CARD' })).body),
  ).toContain('/ruleType');
  expect(pointers((await check(`/programs/${id}/validate`, { ...edit, isActive: true })).body)).toEqual([
    '/isActive',
  ]);
});

test('without a body, whether the program could be live now', async () => {
  const fine = await api.program({ isActive: false });
  expect((await check(`/programs/${fine}/validate`)).body).toMatchObject({ valid: true, errors: [] });
  const over = await api.program({ isActive: false, endsAt: noon - 1 });
  const { body } = await check(`/programs/${over}/validate`);
  expect(body.errors).toEqual([
    { pointer: '/endsAt', code: 'end_in_the_past', message: 'End date must be in the future' },
  ]);
});

test('an ended program cannot be edited, and that is said', async () => {
  const id = await api.program();
  await api.command(id, 'end');
  const { isActive: _, ...edit } = sample;
  expect((await check(`/programs/${id}/validate`, edit)).body.code).toBe('program_ended');
});

const hourEachWeek = (start: string) => ({ recurrence: { rrule: 'FREQ=WEEKLY', start, duration: 'PT1H' } });

describe('warnings', () => {
  let own: TestApi;
  const ask = (path: string, body?: unknown) => own.send({ method: 'POST', path, body });
  const card = { ...sample, startsAt: null };
  beforeEach(async () => {
    own = await startApi({ beside: { ...api, businessId: await api.business() } });
  });
  afterEach(() => own.close());

  test('block nothing: what is warned of can be created', async () => {
    const body = { ...card, startsAt: '2026-01-01T00:00:00Z' };
    const checked = await ask('/programs/validate', body);
    expect([checked.body.valid, codes(checked.body)]).toEqual([true, ['start_in_the_past', 'no_location']]);
    expect((await ask('/programs', body)).status).toBe(201);
  });

  test('of locations that were archived, of a new program and of a stored one', async () => {
    const location = (await ask('/locations', { name: 'Harbour' })).body.id;
    const named = await ask('/programs', { ...card, locationIds: [location] });
    expect(codes((await ask('/programs/validate', card)).body)).toEqual(['similar_program']);
    await own.send({ method: 'DELETE', path: `/locations/${location}` });
    expect(codes((await ask(`/programs/${named.body.id}/validate`)).body)).toEqual(['no_location']);
  });

  test('of a similar program that is active, not of the program itself nor of those of others', async () => {
    await own.location(own.businessId);
    await api.program();
    expect(codes((await ask('/programs/validate', card)).body)).toEqual([]);
    const { body: active } = await ask('/programs', { ...card, name: 'First' });
    const { isActive: _, ...edit } = card;
    expect(codes((await ask(`/programs/${active.id}/validate`, edit)).body)).toEqual([]);
    const { body } = await ask('/programs/validate', card);
    expect(body.warnings).toEqual([
      {
        pointer: '/ruleType',
        code: 'similar_program',
        message: expect.stringContaining('"First"'),
        program: { id: active.id, name: 'First' },
      },
    ]);
  });

  test('of windows that meet, and of a reward that they keep out of reach', async () => {
    await own.location(own.businessId);
    await ask('/programs', { ...card, schedule: hourEachWeek('2026-11-24T09:00') });
    const ruleConfig = { ...sample.ruleConfig, caps: { perDay: 1 } };
    const body = {
      ...card,
      ruleConfig,
      schedule: hourEachWeek('2026-11-24T09:30'),
      endsAt: '2026-12-31T00:00:00Z',
    };
    expect(codes((await ask('/programs/validate', body)).body)).toEqual([
      'unreachable_reward',
      'overlapping_schedule',
    ]);
  });

  test('an impossible recurrence is an error, and not a warning', async () => {
    const recurrence = {
      rrule: 'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
      start: '2026-01-01T09:00',
      duration: 'PT1H',
    };
    const { body } = await ask('/programs/validate', { ...card, schedule: { recurrence } });
    expect([body.valid, body.warnings]).toEqual([false, []]);
    expect(pointers(body)[0]).toMatch(/^\/schedule/);
  });
});
