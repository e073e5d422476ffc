import { ConfigError, readConfig } from './config';

const sound = {
  DATABASE_URL: 'postgres://u:p@h/d',
  JWT_ISSUER: 'issuer',
  JWT_HS256_SECRET: 'x'.repeat(32),
};

function faults(env: Record<string, string | undefined>): readonly string[] {
  try {
    readConfig(env);
    return [];
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error;
    return error.lines;
  }
}

test('what must be set is little, the rest has its standard', () => {
  expect(readConfig(sound)).toMatchObject({
    host: '127.0.0.1',
    port: 3000,
    metricsPort: 9464,
    temporalAddress: '127.0.0.1:7233',
    temporalNamespace: 'default',
    jwtAudience: 'loyalty-api',
    rateLimitPerMinute: 100,
    feature: { programsEnabled: true, disabledBusinesses: new Set(), dataPlaneStaysOpen: true },
    redisUrl: null,
    databaseReplicaUrl: null,
    cursorKeyIsRandom: false,
  });
});

test.each([
  ['DATABASE_URL', undefined],
  ['DATABASE_URL', 'mysql://h/d'],
  ['REDIS_URL', 'http://h'],
  ['API_PORT', '70000'],
  ['METRICS_PORT', 'x'],
  ['LOG_LEVEL', 'loud'],
  ['JWT_ISSUER', undefined],
  ['JWT_HS256_SECRET', 'short'],
  ['RATE_LIMIT_PER_MINUTE', '-1'],
  ['LOYALTY_PROGRAMS_ENABLED', 'perhaps'],
  ['LOYALTY_PROGRAMS_DISABLED_BUSINESSES', '018f3c1e-0000-7000-8000-000000000001,nobody'],
  ['LOYALTY_DATA_PLANE_WHEN_DISABLED', 'ajar'],
  ['COMMAND_TIMEOUT_MS', '0'],
])('%s = %s is named in one line', (name, value) => {
  const lines = faults({ ...sound, [name]: value });
  expect(lines).toHaveLength(1);
  expect(lines[0]).toContain(name);
});

const disabled = (text: string) =>
  readConfig({ ...sound, LOYALTY_PROGRAMS_DISABLED_BUSINESSES: text }).feature.disabledBusinesses;

test('businesses for which programs are switched off', () => {
  const ids = ['018f3c1e-0000-7000-8000-00000000000a', '018f3c1e-0000-7000-8000-00000000000b'];
  expect(disabled(` ${ids[0]?.toUpperCase()} , ${ids[1]},`)).toEqual(new Set(ids));
  expect(disabled('')).toEqual(new Set());
});

test('every bad variable has its line, and no line repeats a secret', () => {
  const lines = faults({ ...sound, API_PORT: 'x', LOG_LEVEL: 'loud', JWT_HS256_SECRET: 'hunter2' });
  expect(lines).toHaveLength(3);
  expect(lines.join()).not.toContain('hunter2');
});

test('keys come from one source only', () => {
  expect(faults({ ...sound, JWT_HS256_SECRET: undefined })[0]).toContain('one of them must be set');
  expect(faults({ ...sound, JWT_JWKS: '{"keys":[]}' })[0]).toContain('only one of them');
  expect(faults({ ...sound, JWT_HS256_SECRET: undefined, JWT_JWKS: 'x' })[0]).toContain('JWT_JWKS');
});

test('a shared secret is refused in production', () => {
  expect(faults({ ...sound, NODE_ENV: 'production' })[0]).toContain('JWT_HS256_SECRET is refused');
});

test('cursors of processes with the same secret are the same, of others not', () => {
  const keyOf = (env: Record<string, string>) => readConfig({ ...sound, ...env }).cursorKey.toString('hex');
  expect(keyOf({})).toBe(keyOf({}));
  expect(keyOf({ CURSOR_SECRET: 'y'.repeat(16) })).not.toBe(keyOf({}));
  expect(
    readConfig({ ...sound, JWT_HS256_SECRET: undefined, JWT_JWKS: '{"keys":[]}' }).cursorKeyIsRandom,
  ).toBe(true);
});
