import { audience, issuer } from './jwt.mjs';

const without = (env, names) =>
  Object.fromEntries(Object.entries(env).filter(([name]) => !names.includes(name)));

/** The environment of our own processes: what the caller set, with the addresses of this stack. */
export function environmentFor({ parts, ports, secrets }) {
  // The demo signs its own tokens; keys of another issuer would refuse them.
  const env = without(process.env, ['REDIS_URL', 'JWT_JWKS', 'JWT_JWKS_URL']);
  return {
    ...env,
    DATABASE_URL: parts.postgres.url,
    ...(parts.redis.url && { REDIS_URL: parts.redis.url }),
    TEMPORAL_ADDRESS: parts.temporal.address,
    API_HOST: env.API_HOST || '127.0.0.1',
    API_PORT: String(ports.api),
    METRICS_PORT: String(ports.metrics),
    WORKER_METRICS_PORT: String(ports.workerMetrics),
    TEMPORAL_METRICS_PORT: String(ports.temporalMetrics),
    JWT_HS256_SECRET: secrets.jwtSecret,
    JWT_ISSUER: issuer,
    JWT_AUDIENCE: audience,
  };
}
