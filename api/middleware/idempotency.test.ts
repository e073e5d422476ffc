import { eventually } from '../../test/support/eventually';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { createExamples } from '../programs/examples';
import { tokenFor } from '../testing/token.fixtures';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api.close());

const sample = createExamples.punchCard.value;
const create = (key: string, body: unknown = sample, more: object = {}) =>
  api.send({ method: 'POST', path: '/programs', body, headers: { 'idempotency-key': key }, ...more });
const programs = async () => Number((await api.knex('loyalty_programs').count('* as n').first())?.n);

test('the same request again is answered byte for byte as the first, and marked', async () => {
  const first = await create('k-1');
  const before = await programs();
  const again = await create('k-1');
  expect([again.status, again.text]).toEqual([first.status, first.text]);
  expect(first.headers.get('idempotent-replayed')).toBeNull();
  expect(again.headers.get('idempotent-replayed')).toBe('true');
  expect(again.headers.get('location')).toBe(first.headers.get('location'));
  expect(again.headers.get('etag')).toBe(first.headers.get('etag'));
  expect(await programs()).toBe(before);
});

test('a quoted key is the same key, and the order of fields is no difference', async () => {
  const first = await create('k-2');
  const { name, ...rest } = sample;
  const again = await create('"k-2"', { ...rest, name });
  expect(again.body.id).toBe(first.body.id);
});

test('another body with the same key is refused', async () => {
  await create('k-3');
  const { status, body } = await create('k-3', { ...sample, name: 'Another' });
  expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
});

test('another operation with the same key is refused', async () => {
  await create('k-4');
  const { status, body } = await api.send({
    method: 'POST',
    path: '/programs/validate',
    body: sample,
    headers: { 'idempotency-key': 'k-4' },
  });
  expect([status, body.code]).toEqual([422, 'idempotency_key_reused']);
});

test('twins at once: one effect, and whoever is early is told to come back', async () => {
  const before = await programs();
  const answers = await Promise.all(Array.from({ length: 10 }, () => create('k-5')));
  const codes = answers.map(({ status, body }) => (status === 201 ? body.id : body.code));
  const made = new Set(codes.filter((code) => code !== 'idempotency_in_flight'));
  expect(made.size).toBe(1);
  expect(await programs()).toBe(before + 1);
  const early = answers.filter(({ status }) => status === 409);
  expect(early.map(({ headers }) => headers.get('retry-after'))).toEqual(early.map(() => '1'));
});

/** Makes the claim of k-6 one that was never completed, so many seconds old. */
const ageK6 = (seconds: number) =>
  api
    .knex('idempotency_keys')
    .where({ key: 'k-6' })
    .update({
      status: null,
      response: null,
      claimed_at: api.knex.raw(`now() - interval '${seconds} seconds'`),
    });

test('a claim whose request still runs is in flight; one whose process died lapses', async () => {
  await create('k-6');
  await ageK6(10);
  const running = await create('k-6');
  expect([running.status, running.body.code]).toEqual([409, 'idempotency_in_flight']);
  await ageK6(60);
  expect((await create('k-6')).status).toBe(201);
});

test('a request that was only slow, and lost its claim meanwhile, has no second effect', async () => {
  const location = await api.location();
  const before = await programs();
  const ask = { ...sample, locationIds: [location] };
  // Both wait for the location, which somebody else is changing: the claim of the first lapses while it waits.
  const blocker = await api.knex.transaction();
  await blocker('locations').where({ id: location }).forUpdate().first();
  const slow = create('k-slow', ask);
  const claimed = async () => api.knex('idempotency_keys').where({ key: 'k-slow' }).first('claimed_at');
  await eventually(async () => expect(await claimed()).toBeDefined());
  await api
    .knex('idempotency_keys')
    .where({ key: 'k-slow' })
    .update({
      claimed_at: api.knex.raw("now() - interval '60 seconds'"),
    });
  const second = create('k-slow', ask);
  await eventually(async () => expect((await claimed()).claimed_at).toBeGreaterThan(Date.now() - 30_000));
  await blocker.commit();
  const answers = await Promise.all([slow, second]);
  expect(await programs()).toBe(before + 1);
  expect(answers.map(({ status }) => status)).toEqual([201, 201]);
  expect(answers[0]?.text).toBe(answers[1]?.text);
});

test('what was refused gives the key back: the mended request may use it', async () => {
  expect((await create('k-7', { ...sample, name: '' })).status).toBe(400);
  expect((await create('k-7')).status).toBe(201);
});

test('a refusal inside the transaction gives the key back too', async () => {
  const foreign = await api.location(await api.business());
  expect((await create('k-8', { ...sample, locationIds: [foreign] })).status).toBe(422);
  expect((await create('k-8')).status).toBe(201);
});

test('keys of businesses are their own', async () => {
  const first = await create('k-9');
  const token = await tokenFor({ businessId: await api.business(), now: api.clock.now });
  const other = await create('k-9', sample, { token });
  expect(other.status).toBe(201);
  expect(other.body.id).not.toBe(first.body.id);
});

const check = () =>
  api.send({
    method: 'POST',
    path: '/programs/validate',
    body: {},
    headers: { 'idempotency-key': 'k-10' },
  });

test('a check is repeated too', async () => {
  const first = await check();
  const again = await check();
  expect([again.status, again.text, again.headers.get('idempotent-replayed')]).toEqual([
    200,
    first.text,
    'true',
  ]);
});

test('after its 24 hours a key is free again', async () => {
  const first = await create('k-11');
  await api
    .knex('idempotency_keys')
    .where({ key: 'k-11' })
    .update({ expires_at: api.knex.raw("now() - interval '1 second'") });
  const second = await create('k-11');
  expect(second.status).toBe(201);
  expect(second.body.id).not.toBe(first.body.id);
});

test('255 characters are a key, 256 are not', async () => {
  expect((await create('x'.repeat(255))).status).toBe(201);
  const { status, body } = await create('x'.repeat(256));
  expect([status, body.code]).toEqual([400, 'invalid_idempotency_key']);
});

test.each(['""', '"  "', 'é'])('%s is no key', async (key) => {
  expect((await create(key)).body.code).toBe('invalid_idempotency_key');
});

test('a business that does not exist cannot claim', async () => {
  const token = await tokenFor({ businessId: '0197a000-0000-7000-8000-0000000000ff', now: api.clock.now });
  const { status, body } = await create('k-12', sample, { token });
  expect([status, body.code]).toEqual([403, 'business_not_found']);
});
