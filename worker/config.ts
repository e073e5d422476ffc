import Joi from 'joi';

/** Everything the worker reads from its environment. */
export interface WorkerConfig {
  readonly databaseUrl: string;
  readonly databasePoolSize: number;
  readonly redisUrl: string | null;
  readonly temporalAddress: string;
  readonly temporalNamespace: string;
  readonly metricsHost: string;
  readonly metricsPort: number;
  readonly temporalMetricsPort: number;
  readonly logLevel: string;
  /** Entries the event stream keeps, about. */
  readonly streamLength: number;
  readonly relayIntervalMs: number;
  readonly sweepIntervalMs: number;
  /** An alarm that is late by more than this is taken for lost. */
  readonly overdueAfterMs: number;
  /** Null: as many as the SDK finds right for the memory there is. */
  readonly maxCachedWorkflows: number | null;
}

interface Environment {
  DATABASE_URL: string;
  DATABASE_POOL_SIZE: number;
  REDIS_URL?: string;
  TEMPORAL_ADDRESS: string;
  TEMPORAL_NAMESPACE: string;
  METRICS_HOST: string;
  WORKER_METRICS_PORT: number;
  TEMPORAL_METRICS_PORT: number;
  LOG_LEVEL: string;
  EVENT_STREAM_LENGTH: number;
  RELAY_INTERVAL_MS: number;
  SWEEP_INTERVAL_MS: number;
  ALARM_OVERDUE_MS: number;
  MAX_CACHED_WORKFLOWS?: number;
}

const url = (...scheme: string[]) => Joi.string().uri({ scheme }).empty('');
const port = (standard: number) => Joi.number().port().empty('').default(standard);
const whole = (min: number, max: number, standard: number) =>
  Joi.number().integer().min(min).max(max).empty('').default(standard);
const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

const environment = Joi.object<Environment>({
  DATABASE_URL: url('postgres', 'postgresql').required(),
  DATABASE_POOL_SIZE: whole(4, 1_000, 20),
  REDIS_URL: url('redis', 'rediss'),
  TEMPORAL_ADDRESS: Joi.string().empty('').default('127.0.0.1:7233'),
  TEMPORAL_NAMESPACE: Joi.string().empty('').default('default'),
  METRICS_HOST: Joi.string().empty('').default('127.0.0.1'),
  WORKER_METRICS_PORT: port(9465),
  TEMPORAL_METRICS_PORT: port(9466),
  LOG_LEVEL: Joi.valid(...logLevels).default('info'),
  EVENT_STREAM_LENGTH: whole(1_000, 1_000_000_000, 1_000_000),
  RELAY_INTERVAL_MS: whole(10, 60_000, 150),
  SWEEP_INTERVAL_MS: whole(50, 3_600_000, 3_000),
  ALARM_OVERDUE_MS: whole(100, 3_600_000, 30_000),
  MAX_CACHED_WORKFLOWS: Joi.number().integer().min(0).max(1_000_000).empty(''),
}).unknown();

/** Reads the configuration. Throws an Error whose message has one line per wrong variable, each naming it. */
export function readConfig(env: NodeJS.ProcessEnv): WorkerConfig {
  const { value, error } = environment.validate(env, {
    abortEarly: false,
    errors: { wrap: { label: false } },
  });
  if (error !== undefined) throw new Error(error.details.map((detail) => detail.message).join('\n'));
  return {
    databaseUrl: value.DATABASE_URL,
    databasePoolSize: value.DATABASE_POOL_SIZE,
    redisUrl: value.REDIS_URL ?? null,
    temporalAddress: value.TEMPORAL_ADDRESS,
    temporalNamespace: value.TEMPORAL_NAMESPACE,
    metricsHost: value.METRICS_HOST,
    metricsPort: value.WORKER_METRICS_PORT,
    temporalMetricsPort: value.TEMPORAL_METRICS_PORT,
    logLevel: value.LOG_LEVEL,
    streamLength: value.EVENT_STREAM_LENGTH,
    relayIntervalMs: value.RELAY_INTERVAL_MS,
    sweepIntervalMs: value.SWEEP_INTERVAL_MS,
    overdueAfterMs: value.ALARM_OVERDUE_MS,
    maxCachedWorkflows: value.MAX_CACHED_WORKFLOWS ?? null,
  };
}
