import { createHmac, randomBytes } from 'node:crypto';
import Joi from 'joi';

/** Where the keys that sign access tokens come from. Never more than one source: algorithms must not mix. */
export type TokenKeys =
  | { readonly kind: 'jwks_url'; readonly url: string }
  | { readonly kind: 'jwks'; readonly jwks: { readonly keys: readonly Record<string, unknown>[] } }
  | { readonly kind: 'hs256'; readonly secret: string };

/** Everything the API reads from its environment. */
export interface ApiConfig {
  readonly databaseUrl: string;
  readonly databaseReplicaUrl: string | null;
  readonly databasePoolSize: number;
  readonly redisUrl: string | null;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly host: string;
  readonly port: number;
  readonly metricsPort: number;
  readonly logLevel: string;
  readonly jwtIssuer: string;
  readonly jwtAudience: string;
  readonly tokenKeys: TokenKeys;
  /** Requests per minute and business; 0 is no limit. */
  readonly rateLimitPerMinute: number;
  /** The same for what tills and apps send. */
  readonly rateLimitDataPerMinute: number;
  /** Where the feature is switched off. */
  readonly feature: FeatureSwitch;
  /** How long a lifecycle command may take before its outcome is called unknown. */
  readonly commandTimeoutMs: number;
  readonly cursorKey: Buffer;
  /** True when cursors die with this process, because nothing to derive their key from was configured. */
  readonly cursorKeyIsRandom: boolean;
}

/** For whom programs can be read, paused and ended, but not authored; and whether customers then go on as before. */
export interface FeatureSwitch {
  /** False: for everyone. */
  readonly programsEnabled: boolean;
  /** Ids of the businesses for which they are switched off all the same, in lower case. */
  readonly disabledBusinesses: ReadonlySet<string>;
  /** Whether customers enrol, earn and redeem where programs are switched off. */
  readonly dataPlaneStaysOpen: boolean;
}

/** What is wrong with the environment: one line per variable, each naming it. */
export class ConfigError extends Error {
  constructor(readonly lines: readonly string[]) {
    super(lines.join('\n'));
    this.name = 'ConfigError';
  }
}

interface Environment {
  DATABASE_URL: string;
  DATABASE_REPLICA_URL?: string;
  DATABASE_POOL_SIZE: number;
  REDIS_URL?: string;
  TEMPORAL_ADDRESS: string;
  TEMPORAL_NAMESPACE: string;
  API_HOST: string;
  API_PORT: number;
  METRICS_PORT: number;
  LOG_LEVEL: string;
  JWT_ISSUER: string;
  JWT_AUDIENCE: string;
  JWT_JWKS_URL?: string;
  JWT_JWKS?: string;
  JWT_HS256_SECRET?: string;
  RATE_LIMIT_PER_MINUTE: number;
  RATE_LIMIT_DATA_PER_MINUTE: number;
  LOYALTY_PROGRAMS_ENABLED: boolean;
  LOYALTY_PROGRAMS_DISABLED_BUSINESSES: string[];
  LOYALTY_DATA_PLANE_WHEN_DISABLED: 'open' | 'closed';
  COMMAND_TIMEOUT_MS: number;
  CURSOR_SECRET?: string;
  NODE_ENV?: string;
}

const port = (standard: number) => Joi.number().port().default(standard);
const url = (...scheme: string[]) => Joi.string().uri({ scheme }).empty('');
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** Ids between commas, with spaces where one likes. */
const idList = () =>
  Joi.any()
    .empty('')
    .custom((text: string, { error }) => {
      const ids = text
        .split(',')
        .map((id) => id.trim().toLowerCase())
        .filter((id) => id !== '');
      return ids.every((id) => uuid.test(id)) ? ids : error('any.custom');
    })
    .default([])
    .messages({ 'any.custom': '{#label} must be ids of businesses (UUIDs), separated by commas' });

const environment = Joi.object<Environment>({
  DATABASE_URL: url('postgres', 'postgresql').required(),
  DATABASE_REPLICA_URL: url('postgres', 'postgresql'),
  DATABASE_POOL_SIZE: Joi.number().integer().min(1).max(1000).default(20),
  REDIS_URL: url('redis', 'rediss'),
  TEMPORAL_ADDRESS: Joi.string().empty('').default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: Joi.string().empty('').default('default'),
  API_HOST: Joi.string().empty('').default('127.0.0.1'),
  API_PORT: port(3000),
  METRICS_PORT: port(9464),
  LOG_LEVEL: Joi.string()
    .empty('')
    .valid(...logLevels)
    .default('info'),
  JWT_ISSUER: Joi.string().empty('').required(),
  JWT_AUDIENCE: Joi.string().empty('').default('loyalty-api'),
  JWT_JWKS_URL: url('https', 'http'),
  JWT_JWKS: Joi.string().empty(''),
  JWT_HS256_SECRET: Joi.string().empty('').min(32, 'utf8'),
  RATE_LIMIT_PER_MINUTE: Joi.number().integer().min(0).max(1_000_000_000).default(100),
  RATE_LIMIT_DATA_PER_MINUTE: Joi.number().integer().min(0).max(1_000_000_000).default(6_000),
  LOYALTY_PROGRAMS_ENABLED: Joi.boolean().empty('').default(true),
  LOYALTY_PROGRAMS_DISABLED_BUSINESSES: idList(),
  LOYALTY_DATA_PLANE_WHEN_DISABLED: Joi.string().empty('').valid('open', 'closed').default('open'),
  COMMAND_TIMEOUT_MS: Joi.number().integer().min(100).max(20_000).default(3000),
  CURSOR_SECRET: Joi.string().empty('').min(16, 'utf8'),
  NODE_ENV: Joi.string().allow(''),
})
  .xor('JWT_JWKS_URL', 'JWT_JWKS', 'JWT_HS256_SECRET')
  .messages({
    'any.required': '{#label} is not set',
    'object.missing': 'JWT_JWKS_URL, JWT_JWKS or JWT_HS256_SECRET: one of them must be set',
    'object.xor': 'JWT_JWKS_URL, JWT_JWKS, JWT_HS256_SECRET: only one of them may be set',
  });

/** Reads the configuration. ConfigError names every variable that is missing or wrong, never its value. */
export function readConfig(variables: NodeJS.ProcessEnv): ApiConfig {
  const { value, error } = environment.validate(variables, {
    abortEarly: false,
    stripUnknown: true,
    errors: { wrap: { label: false } },
  });
  const lines = error === undefined ? [] : error.details.map(withoutValue);
  if (variables.NODE_ENV === 'production' && variables.JWT_HS256_SECRET) {
    lines.push('JWT_HS256_SECRET is refused when NODE_ENV is production: use JWT_JWKS_URL or JWT_JWKS');
  }
  if (variables.JWT_JWKS && parseJwks(variables.JWT_JWKS) === null) {
    lines.push('JWT_JWKS must be a JSON Web Key Set: {"keys":[...]}');
  }
  if (lines.length > 0 || value === undefined) throw new ConfigError(lines);
  return configOf(value);
}

function withoutValue(detail: Joi.ValidationErrorItem): string {
  return detail.message.replace(/ fails to match .*$/s, ' is malformed').replaceAll('\n', ' ');
}

function configOf(value: Environment): ApiConfig {
  const cursorSecret = value.CURSOR_SECRET ?? value.JWT_HS256_SECRET;
  return {
    databaseUrl: value.DATABASE_URL,
    databaseReplicaUrl: value.DATABASE_REPLICA_URL ?? null,
    databasePoolSize: value.DATABASE_POOL_SIZE,
    redisUrl: value.REDIS_URL ?? null,
    temporalAddress: value.TEMPORAL_ADDRESS,
    temporalNamespace: value.TEMPORAL_NAMESPACE,
    host: value.API_HOST,
    port: value.API_PORT,
    metricsPort: value.METRICS_PORT,
    logLevel: value.LOG_LEVEL,
    jwtIssuer: value.JWT_ISSUER,
    jwtAudience: value.JWT_AUDIENCE,
    tokenKeys: tokenKeysOf(value),
    rateLimitPerMinute: value.RATE_LIMIT_PER_MINUTE,
    rateLimitDataPerMinute: value.RATE_LIMIT_DATA_PER_MINUTE,
    feature: {
      programsEnabled: value.LOYALTY_PROGRAMS_ENABLED,
      disabledBusinesses: new Set(value.LOYALTY_PROGRAMS_DISABLED_BUSINESSES),
      dataPlaneStaysOpen: value.LOYALTY_DATA_PLANE_WHEN_DISABLED === 'open',
    },
    commandTimeoutMs: value.COMMAND_TIMEOUT_MS,
    cursorKey:
      cursorSecret === undefined
        ? randomBytes(32)
        : createHmac('sha256', cursorSecret).update('loyalty list cursor').digest(),
    cursorKeyIsRandom: cursorSecret === undefined,
  };
}

function tokenKeysOf(value: Environment): TokenKeys {
  if (value.JWT_JWKS_URL !== undefined) return { kind: 'jwks_url', url: value.JWT_JWKS_URL };
  const jwks = value.JWT_JWKS === undefined ? null : parseJwks(value.JWT_JWKS);
  if (jwks !== null) return { kind: 'jwks', jwks };
  return { kind: 'hs256', secret: value.JWT_HS256_SECRET ?? '' };
}

function parseJwks(text: string): { keys: Record<string, unknown>[] } | null {
  try {
    const parsed: unknown = JSON.parse(text);
    const keys = (parsed as { keys?: unknown } | null)?.keys;
    return Array.isArray(keys) ? { keys } : null;
  } catch {
    return null;
  }
}
