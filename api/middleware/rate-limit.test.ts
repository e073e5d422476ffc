import { randomUUID } from 'node:crypto';
import { nobody, startApi, type TestApi } from '../testing/api.fixtures';
import { tokenFor } from '../testing/token.fixtures';

const redisUrl = process.env.TEST_REDIS_URL ?? '';
const env = { RATE_LIMIT_PER_MINUTE: '20' };
let api: TestApi;
let other: TestApi;
beforeAll(async () => {
  api = await startApi({ env, redisUrl });
  other = await startApi({ env, redisUrl, beside: api });
});
afterAll(async () => {
  await other.close();
  await api.close();
});

const newToken = () => tokenFor({ businessId: randomUUID(), now: api.clock.now });

test('of 60 requests at once to two processes, exactly the limit passes', async () => {
  const token = await newToken();
  const answers = await Promise.all(
    Array.from({ length: 60 }, (_unused, index) =>
      (index % 2 === 0 ? api : other).send({ path: '/programs', token }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  const refused = answers.filter(({ status }) => status === 429);
  expect(refused).toHaveLength(40);
  for (const { headers, body } of refused) {
    expect(body.code).toBe('rate_limited');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
  }
});

test('every answer says what is left', async () => {
  const token = await newToken();
  const { headers } = await api.send({ path: '/programs', token });
  expect(headers.get('ratelimit-policy')).toBe('"business";q=20;w=60');
  expect(headers.get('ratelimit')).toMatch(/^"business";r=19;t=\d+$/);
});

test('businesses do not use up one another’s share', async () => {
  const [busy, calm] = [await newToken(), await newToken()];
  await Promise.all(Array.from({ length: 25 }, () => api.send({ path: '/programs', token: busy })));
  expect((await api.send({ path: '/programs', token: busy })).status).toBe(429);
  expect((await api.send({ path: '/programs', token: calm })).status).toBe(200);
});

test('another token of the same business, and a made-up address, change nothing', async () => {
  const businessId = randomUUID();
  const tokens = await Promise.all(
    Array.from({ length: 25 }, (_unused, index) =>
      tokenFor({ businessId, now: api.clock.now, userId: `u${index}` }),
    ),
  );
  const answers = await Promise.all(
    tokens.map((token, index) =>
      api.send({ path: '/programs', token, headers: { 'x-forwarded-for': `10.0.0.${index}` } }),
    ),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
});

test('without Redis each process counts for itself: never open, never closed', async () => {
  const alone = await startApi({ env, redisUrl: `redis://${nobody}`, beside: api });
  const token = await newToken();
  const answers = await Promise.all(
    Array.from({ length: 30 }, () => alone.send({ path: '/programs', token })),
  );
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  await alone.close();
});
