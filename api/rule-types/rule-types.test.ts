import Ajv from 'ajv/dist/2020';
import { Redis } from 'ioredis';
import { rules, ruleTypes } from '../../domain/rules';
import { nobody, startApi, type TestApi } from '../testing/api.fixtures';

const redisUrl = process.env.TEST_REDIS_URL ?? '';
const redis = new Redis(redisUrl);
let api: TestApi;
beforeAll(async () => {
  api = await startApi({ redisUrl });
});
beforeEach(async () => {
  const keys = await redis.keys('loyalty:rule-types:*');
  if (keys.length > 0) await redis.del(keys);
});
afterAll(async () => {
  await api?.close();
  redis.disconnect();
});

test('all registered types, each with what a form needs', async () => {
  const { status, body } = await api.send({ path: '/rule-types' });
  expect(status).toBe(200);
  expect(body.data.map(({ type }: { type: string }) => type)).toEqual(ruleTypes);
  for (const [index, { title, summary, docs, defaults }] of rules.entries()) {
    expect(body.data[index]).toMatchObject({ title, summary, docs, defaults, currency: 'USD' });
  }
});

test.each(rules.map((rule) => [rule.type, rule] as const))(
  'the schema of %s takes its defaults and examples, and refuses other fields',
  async (type, { defaults, examples }) => {
    const ajv = new Ajv({ strict: false });
    const { body } = await api.send({ path: `/rule-types/${type}` });
    const validate = ajv.compile(body.schema);
    expect([validate(defaults), validate.errors]).toEqual([true, null]);
    expect(validate({ ...defaults, colour: 'red' })).toBe(false);
    expect(validate({})).toBe(false);
    expect(body.examples).toHaveLength(examples.length);
    for (const example of body.examples) expect(typeof example.preview).toBe('string');
  },
);

test('in another currency its sentence is another one', async () => {
  const priceIn = async (currency: string) =>
    (await api.send({ path: `/rule-types/amount_spent?currency=${currency}` })).body;
  expect((await priceIn('USD')).preview).toContain('$100');
  expect((await priceIn('JPY')).preview).toContain('¥100');
  expect((await api.send({ path: '/rule-types?currency=dollars' })).status).toBe(400);
});

test('what is not registered is missing', async () => {
  for (const type of ['LOTTERY', 'constructor', '__proto__', 'a b']) {
    const { status, body } = await api.send({ path: `/rule-types/${encodeURIComponent(type)}` });
    expect([status, body.code]).toEqual([404, 'rule_type_not_found']);
  }
});

test('may be kept for an hour, and asked for again by its ETag', async () => {
  const first = await api.send({ path: '/rule-types' });
  expect(first.headers.get('cache-control')).toBe('private, max-age=3600');
  const etag = first.headers.get('etag') ?? '';
  const again = await api.send({ path: '/rule-types', headers: { 'if-none-match': etag } });
  expect([again.status, again.text]).toEqual([304, '']);
  const other = await api.send({ path: '/rule-types/PUNCH_CARD', headers: { 'if-none-match': etag } });
  expect(other.status).toBe(200);
});

test('kept in Redis for an hour, and served from there', async () => {
  await api.send({ path: '/rule-types' });
  const [key = '', ...more] = await redis.keys('loyalty:rule-types:*');
  expect(more).toEqual([]);
  expect(await redis.ttl(key)).toBeGreaterThan(3_590);
  const kept = JSON.parse((await redis.get(key)) ?? '');
  await redis.set(key, JSON.stringify([{ ...kept[0], title: 'From Redis' }]));
  expect((await api.send({ path: '/rule-types' })).body.data).toEqual([{ ...kept[0], title: 'From Redis' }]);
});

test('the same without Redis', async () => {
  const alone = await startApi({ beside: api, redisUrl: `redis://${nobody}` });
  const without = await startApi({ beside: api });
  const { text } = await api.send({ path: '/rule-types' });
  expect((await alone.send({ path: '/rule-types' })).text).toBe(text);
  expect((await without.send({ path: '/rule-types' })).text).toBe(text);
  await alone.close();
  await without.close();
});
