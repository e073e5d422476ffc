import { rules } from '../../domain/rules';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { createExamples } from './examples';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sample = createExamples.punchCard.value;
const create = (body: unknown) => api.send({ method: 'POST', path: '/programs', body });
const differing = (changes: Record<string, unknown>) => create({ ...sample, ...changes });
const pointers = (body: { errors?: { pointer: string }[] }) =>
  (body.errors ?? []).map((error) => error.pointer).toSorted();

const countPrograms = async () => Number((await api.knex('loyalty_programs').count('* as n').first())?.n);

test("the specification's sample, verbatim, is answered with the program, its ETag and its address", async () => {
  const { status, body, headers } = await create(sample);
  expect(status).toBe(201);
  expect(body).toMatchObject({
    ...sample,
    startsAt: '2026-01-01T00:00:00.000Z',
    status: 'ACTIVE',
    earning: true,
    version: 2,
    businessId: api.businessId,
    timezone: 'Europe/London',
    currency: 'USD',
    locationIds: null,
  });
  expect(headers.get('etag')).toBe('"2"');
  expect(headers.get('location')).toBe(`/api/v1/loyalty/programs/${body.id}`);
  const read = await api.send({ path: `/programs/${body.id}` });
  const customers = { enrollmentCount: 0, activeParticipants: 0, totalRedemptions: 0 };
  expect(read.body).toEqual({ ...body, ...customers });
});

test('without isActive it is a draft, whatever its dates', async () => {
  const { isActive: _, ...draft } = sample;
  const { body } = await create(draft);
  expect(body).toMatchObject({ status: 'DRAFT', isActive: false, version: 1, earningReason: 'draft' });
});

test('a start that lies ahead makes it scheduled', async () => {
  const { body } = await differing({ startsAt: '2027-01-01T09:00:00-05:00' });
  expect(body).toMatchObject({ status: 'SCHEDULED', startsAt: '2027-01-01T14:00:00.000Z', version: 1 });
});

test('the program, its revisions and nothing else are stored, under the actor of the token', async () => {
  const { body } = await create(sample);
  const rows = await api.knex('program_revisions').where({ program_id: body.id }).orderBy('number');
  expect(rows.map(({ number, kind, actor }) => [number, kind, actor])).toEqual([
    [1, 'created', 'user:owner'],
    [2, 'activated', 'user:owner'],
  ]);
  const row = await api.knex('loyalty_programs').where({ id: body.id }).first('alarm_acked');
  expect(row).toEqual({ alarm_acked: null });
});

test.each(rules.map((rule) => [rule.type, rule.defaults] as const))(
  '%s: its defaults are accepted',
  async (ruleType, ruleConfig) => {
    const { status, body } = await differing({ ruleType, ruleConfig });
    expect(status).toBe(201);
    expect(body.ruleConfig).toEqual(ruleConfig);
  },
);

test('every fault is named at once, and one about meaning makes it 422', async () => {
  const { status, body } = await create({
    ruleType: 'PUNCH_CARD',
    ruleConfig: { ...sample.ruleConfig, punchesRequired: 1, minimumPurchaseAmount: 0, extra: 1 },
    startsAt: '2026-05-01T00:00:00Z',
    endsAt: '2026-04-01T00:00:00Z',
    timezone: 'Mars/Olympus',
    colour: 'red',
    locationIds: ['00000000-0000-7000-8000-000000000001'],
  });
  expect(status).toBe(422);
  expect(body.code).toBe('validation_failed');
  expect(pointers(body)).toEqual([
    '/colour',
    '/endsAt',
    '/locationIds/0',
    '/name',
    '/ruleConfig/extra',
    '/ruleConfig/minimumPurchaseAmount',
    '/ruleConfig/punchesRequired',
    '/timezone',
  ]);
  const messages = body.errors.map((error: { message: string }) => error.message);
  expect(messages).toContain('Punches required must be between 2 and 50');
  expect(messages).toContain('Minimum purchase amount must be greater than $0');
  expect(messages).toContain('End date must be after start date');
});

test.each<[string, Record<string, unknown>, string]>([
  ['no name', { name: undefined }, '/name'],
  ['a blank name', { name: '   ' }, '/name'],
  ['a name over 255 characters', { name: 'x'.repeat(256) }, '/name'],
  ['a name with a line break', { name: 'a\nb' }, '/name'],
  ['a number as name', { name: 7 }, '/name'],
  ['a description over 5,000 characters', { description: 'x'.repeat(5_001) }, '/description'],
  ['a description with a control character', { description: 'a\u0007b' }, '/description'],
  ['an unknown rule type', { ruleType: 'LOTTERY' }, '/ruleType'],
  ['no rule type', { ruleType: undefined }, '/ruleType'],
  ['an unknown domain', { ruleConfigDomain: 'GOLD' }, '/ruleConfigDomain'],
  ['a list as config', { ruleConfig: [] }, '/ruleConfig'],
  ['no config', { ruleConfig: undefined }, '/ruleConfig'],
  ['isActive as text', { isActive: 'true' }, '/isActive'],
  ['a start without an offset', { startsAt: '2026-01-01T00:00:00' }, '/startsAt'],
  ['a start that is a day only', { startsAt: '2026-01-01' }, '/startsAt'],
  ['a start on a day that does not exist', { startsAt: '2026-02-30T00:00:00Z' }, '/startsAt'],
  ['a start at an hour that does not exist', { startsAt: '2026-02-03T24:00:00Z' }, '/startsAt'],
  ['a start more precise than milliseconds', { startsAt: '2026-01-01T00:00:00.0001Z' }, '/startsAt'],
  ['a start in the year 9999', { startsAt: '9999-01-01T00:00:00Z' }, '/startsAt'],
  ['a start as a number', { startsAt: 1_767_225_600_000 }, '/startsAt'],
  ['an end that is no date', { endsAt: 'soon' }, '/endsAt'],
  ['an unknown time zone', { timezone: 'Europe/Atlantis' }, '/timezone'],
  ['an offset as time zone', { timezone: '+02:00' }, '/timezone'],
  ['a currency in lower case', { currency: 'usd' }, '/currency'],
  ['locations that are no list', { locationIds: 'all' }, '/locationIds'],
  ['an empty list of locations', { locationIds: [] }, '/locationIds'],
  ['a location that is no id', { locationIds: ['here'] }, '/locationIds/0'],
  ['an unknown field', { status: 'ACTIVE' }, '/status'],
  ['a field of the row', { businessId: '0197a000-0000-7000-8000-000000000001' }, '/businessId'],
])('%s is a fault of shape: 400', async (_what, changes, pointer) => {
  const { status, body } = await differing(changes);
  expect(body).toMatchObject({ code: 'invalid_request', errors: [{ pointer }] });
  expect(status).toBe(400);
});

test('a local time is refused with words that say what is missing', async () => {
  const { body } = await differing({ startsAt: '2026-01-01T00:00:00' });
  expect(body.errors[0].message).toMatch(/^Start date must say its offset from UTC/);
});

test.each<[string, Record<string, unknown>, string, string]>([
  [
    'an end at the start',
    { startsAt: '2027-01-01T00:00:00Z', endsAt: '2027-01-01T00:00:00Z' },
    '/endsAt',
    'End date must be after start date',
  ],
  ['an end in the past', { endsAt: '2026-11-22T12:00:00Z' }, '/endsAt', 'End date must be in the future'],
])('%s is a fault of meaning: 422', async (_what, changes, pointer, message) => {
  const { status, body } = await differing(changes);
  expect(body).toMatchObject({ code: 'validation_failed', errors: [{ pointer, message }] });
  expect(status).toBe(422);
});

test('a draft may end in the past: it is refused when it is activated', async () => {
  const { status } = await differing({ endsAt: '2026-03-01T00:00:00Z', isActive: false });
  expect(status).toBe(201);
});

test('locations must be the business’s own, each once', async () => {
  const own = await api.location();
  const foreign = await api.location(await api.business());
  expect((await differing({ locationIds: [own] })).body.locationIds).toEqual([own]);
  expect((await differing({ locationIds: [own, foreign] })).body.errors).toEqual([
    expect.objectContaining({ pointer: '/locationIds/1', code: 'unknown_location' }),
  ]);
  expect((await differing({ locationIds: [own, own.toUpperCase()] })).status).toBe(400);
});

test('zone and currency may be given, and the zone is spelled as the zone database does', async () => {
  const { body } = await differing({
    timezone: 'asia/tokyo',
    currency: 'JPY',
    ruleConfig: { ...sample.ruleConfig, minimumPurchaseAmount: 350 },
  });
  expect(body).toMatchObject({ timezone: 'Asia/Tokyo', currency: 'JPY' });
});

test('amounts are judged in the currency of the program', async () => {
  const { status, body } = await differing({ currency: 'JPY' });
  expect(status).toBe(422);
  expect(pointers(body)).toEqual(['/ruleConfig/minimumPurchaseAmount']);
});

test('what was refused left nothing behind', async () => {
  const before = await countPrograms();
  await differing({ name: '' });
  await differing({ locationIds: ['00000000-0000-7000-8000-000000000001'] });
  expect(await countPrograms()).toBe(before);
});
