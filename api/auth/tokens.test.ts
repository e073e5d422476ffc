import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { randomUUID } from 'node:crypto';
import {
  type CryptoKey,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  type JWK,
  SignJWT,
  UnsecuredJWT,
} from 'jose';
import { startApi, type TestApi } from '../testing/api.fixtures';
import { secret, tokenFor } from '../testing/token.fixtures';

const algorithms = ['RS256', 'ES256', 'EdDSA'] as const;
interface Pair {
  readonly privateKey: CryptoKey;
  readonly publicKey: CryptoKey;
  readonly jwk: JWK;
}
const pairs: Record<string, Pair> = {};
let api: TestApi;
let symmetric: TestApi;
let published: TestApi;
let keyServer: Server;
const fetches = { count: 0, broken: false };

beforeAll(async () => {
  for (const alg of [...algorithms, 'RS512']) {
    const { privateKey, publicKey } = await generateKeyPair(alg, { extractable: true });
    pairs[alg] = { privateKey, publicKey, jwk: { ...(await exportJWK(publicKey)), kid: alg, alg } };
  }
  const jwks = JSON.stringify({ keys: algorithms.map((alg) => pairOf(alg).jwk) });
  keyServer = createServer((_request, response) => {
    fetches.count += 1;
    response.writeHead(fetches.broken ? 500 : 200, { 'Content-Type': 'application/json' }).end(jwks);
  });
  await new Promise<void>((resolve) => {
    keyServer.listen(0, '127.0.0.1', resolve);
  });
  const { port } = keyServer.address() as AddressInfo;
  const without = { JWT_HS256_SECRET: '' };
  api = await startApi({ env: { ...without, JWT_JWKS: jwks } });
  symmetric = await startApi({ beside: api });
  published = await startApi({
    beside: api,
    env: { ...without, JWT_JWKS_URL: `http://127.0.0.1:${port}/keys` },
  });
});
afterAll(async () => {
  await published.close();
  await symmetric.close();
  await api.close();
  keyServer.close();
});

function pairOf(alg: string): Pair {
  const pair = pairs[alg];
  if (pair === undefined) throw new Error(alg);
  return pair;
}

interface Crafted {
  readonly alg?: string;
  readonly header?: Record<string, unknown>;
  readonly claims?: Record<string, unknown>;
  readonly key?: CryptoKey | Uint8Array;
}

/** A token that is right but for what the test makes wrong; a claim that is undefined is left out. */
async function craft({ alg = 'RS256', header = {}, claims = {}, key }: Crafted = {}): Promise<string> {
  const seconds = Math.floor(api.clock.now / 1000);
  const payload = {
    sub: 'owner',
    iss: 'tests',
    aud: 'loyalty-api',
    exp: seconds + 600,
    business_id: api.businessId,
    scope: 'loyalty:read loyalty:write',
    ...claims,
  };
  const kept = Object.fromEntries(Object.entries(payload).filter(([, value]) => value !== undefined));
  return new SignJWT(kept)
    .setProtectedHeader({ alg, kid: alg, ...header })
    .sign(key ?? pairOf(alg).privateKey);
}

const list = (token: string | null, on = api) => on.send({ path: '/programs', token });

test.each(algorithms)('a token signed by %s is accepted', async (alg) => {
  expect((await list(await craft({ alg }))).status).toBe(200);
});

test('a token of the shared secret is accepted where the secret is configured', async () => {
  expect(
    (await list(await tokenFor({ businessId: api.businessId, now: api.clock.now }), symmetric)).status,
  ).toBe(200);
});

const seconds = () => Math.floor(api.clock.now / 1000);
test.each<[string, () => Promise<string | null> | string | null]>([
  ['no token', () => null],
  ['no JWT', () => 'abc'],
  ['three empty parts', () => '..'],
  ['an expired token', () => craft({ claims: { exp: seconds() - 60 } })],
  ['a token that never expires', () => craft({ claims: { exp: undefined } })],
  ['a token that is not valid yet', () => craft({ claims: { nbf: seconds() + 600 } })],
  ['another issuer', () => craft({ claims: { iss: 'somebody' } })],
  ['no issuer', () => craft({ claims: { iss: undefined } })],
  ['another audience', () => craft({ claims: { aud: 'billing' } })],
  ['no subject', () => craft({ claims: { sub: undefined } })],
  ['a subject that is no name', () => craft({ claims: { sub: 'a\nb' } })],
  ['no business', () => craft({ claims: { business_id: undefined } })],
  ['a business that is no UUID', () => craft({ claims: { business_id: "' OR 1=1" } })],
  [
    'alg none',
    () =>
      new UnsecuredJWT({ business_id: api.businessId, sub: 'owner' })
        .setIssuer('tests')
        .setAudience('loyalty-api')
        .setExpirationTime('1h')
        .encode(),
  ],
  [
    'the public key used as a shared secret',
    async () => {
      const text = await exportSPKI(pairOf('RS256').publicKey);
      return craft({ header: { alg: 'HS256' }, key: new TextEncoder().encode(text) });
    },
  ],
  ['the shared secret where keys are configured', () => craft({ header: { alg: 'HS256' }, key: secret })],
  ['an algorithm that is not allowed', () => craft({ alg: 'RS512' })],
  [
    'a key of one’s own in the header',
    async () => {
      const { privateKey, publicKey } = await generateKeyPair('RS256');
      return craft({ header: { jwk: await exportJWK(publicKey) }, key: privateKey });
    },
  ],
  ['a key id that is not known', () => craft({ header: { kid: '../../dev/null' } })],
  ['another signature', async () => `${(await craft()).slice(0, -8)}AAAAAAAA`],
  [
    'claims changed after signing',
    async () => {
      const [header, , signature] = (await craft()).split('.');
      const claims = {
        business_id: randomUUID(),
        sub: 'owner',
        iss: 'tests',
        aud: 'loyalty-api',
        exp: seconds() + 600,
      };
      return `${header}.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.${signature}`;
    },
  ],
  ['a token of 9,000 characters', () => 'a'.repeat(9_000)],
])('%s: 401, without the reason of the library', async (_what, make) => {
  const { status, body, headers } = await list(await make());
  expect([status, body.code]).toEqual([401, 'unauthenticated']);
  expect(headers.get('www-authenticate')).toMatch(/^Bearer/);
});

test('key pairs are refused where a shared secret is configured', async () => {
  expect((await list(await craft(), symmetric)).status).toBe(401);
});

test('another scheme than Bearer is no token', async () => {
  const { status } = await api.send({
    path: '/programs',
    token: null,
    headers: { authorization: 'Basic b3duZXI6cHc=' },
  });
  expect(status).toBe(401);
});

test('a token that was verified once is worth nothing after it expires', async () => {
  const token = await craft({ claims: { exp: seconds() + 30 } });
  expect((await list(token)).status).toBe(200);
  const before = api.clock.now;
  api.clock.now += 36_000;
  expect((await list(token)).status).toBe(401);
  api.clock.now = before;
});

const challenge = 'Bearer error="insufficient_scope", scope="loyalty:write"';
test.each<[string, string | undefined, number, number]>([
  ['only reading', 'loyalty:read', 200, 403],
  ['only writing', 'loyalty:write', 403, 400],
  ['another scope', 'billing', 403, 403],
  ['an empty scope', '', 403, 403],
  ['no scope at all', undefined, 403, 403],
])('%s: reading %s, writing %s', async (_what, scope, read, write) => {
  const token = await craft({ claims: { scope } });
  expect((await list(token)).status).toBe(read);
  const answer = await api.send({ method: 'POST', path: '/programs', body: {}, token });
  expect(answer.status).toBe(write);
  expect(answer.headers.get('www-authenticate')).toBe(write === 403 ? challenge : null);
});

test('a business that does not exist can create nothing', async () => {
  const token = await craft({ claims: { business_id: randomUUID() } });
  const { status, body } = await api.send({ method: 'POST', path: '/programs', body: {}, token });
  expect([status, body.code]).toEqual([403, 'business_not_found']);
});

test('published keys are fetched once, however many unknown key ids are tried', async () => {
  expect((await list(await craft(), published)).status).toBe(200);
  const tokens = await Promise.all(
    Array.from({ length: 20 }, (_unused, index) => craft({ header: { kid: `k${index}` } })),
  );
  const answers = await Promise.all(tokens.map((token) => list(token, published)));
  expect(answers.map(({ status }) => status)).toEqual(tokens.map(() => 401));
  expect(fetches.count).toBe(1);
});

test('keys that cannot be fetched are not the fault of the token: 503', async () => {
  fetches.broken = true;
  const { port } = keyServer.address() as AddressInfo;
  const cold = await startApi({
    beside: api,
    env: { JWT_HS256_SECRET: '', JWT_JWKS_URL: `http://127.0.0.1:${port}/other` },
  });
  const { status, body, headers } = await list(await craft(), cold);
  expect([status, body.code, headers.get('retry-after')]).toEqual([503, 'authentication_unavailable', '5']);
  await cold.close();
});

test('an address that tries bad tokens without end is held off, while good tokens pass', async () => {
  const guarded = await startApi({
    beside: api,
    env: { JWT_HS256_SECRET: '', JWT_JWKS: JSON.stringify({ keys: [pairOf('RS256').jwk] }) },
  });
  const good = await craft();
  expect((await list(good, guarded)).status).toBe(200);
  const statuses = new Set<number>();
  for (let tries = 0; tries < 31; tries += 1) {
    const answers = await Promise.all(Array.from({ length: 10 }, () => list('bad', guarded)));
    for (const { status } of answers) statuses.add(status);
  }
  expect([...statuses].toSorted()).toEqual([401, 429]);
  expect((await list(good, guarded)).status).toBe(200);
  await guarded.close();
});
