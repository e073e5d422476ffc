import { join } from 'node:path';
import type { Target } from '../load/request';
import type { BenchArguments } from '../arguments';
import { type Child, startChild, untilReady } from './child';
import { freePort } from './free-port';
import type { Services } from './services';
import type { TokenIssuer } from './token';

/** The product as in production: one API process and one worker process. */
export interface Product {
  readonly host: string;
  readonly port: number;
  readonly processes: readonly Child[];
}

/** Below which all operations are. */
export const apiPath = '/api/v1/loyalty';

/** Where the programs are. */
export const programsPath = `${apiPath}/programs`;

/** Settings of both processes that differ from their defaults; the report names them. */
export const productSettings = {
  RATE_LIMIT_PER_MINUTE: '0',
  RATE_LIMIT_DATA_PER_MINUTE: '0',
  LOG_LEVEL: 'warn',
} as const;

export async function startProduct(
  services: Services,
  issuer: TokenIssuer,
  { profile }: Pick<BenchArguments, 'profile'>,
  logDir: string,
): Promise<Product> {
  const host = '127.0.0.1';
  const [port, metrics, workerMetrics, temporalMetrics] = await Promise.all([
    freePort(),
    freePort(),
    freePort(),
    freePort(),
  ]);
  const env = {
    ...productSettings,
    ...issuer.env,
    DATABASE_URL: services.databaseUrl,
    REDIS_URL: services.redisUrl,
    TEMPORAL_ADDRESS: services.temporalAddress,
    API_HOST: host,
    API_PORT: String(port),
    METRICS_PORT: String(metrics),
    WORKER_METRICS_PORT: String(workerMetrics),
    TEMPORAL_METRICS_PORT: String(temporalMetrics),
  };
  const start = (name: string) => {
    const nodeOptions = profile === null ? [] : ['--cpu-prof', '--cpu-prof-dir', join(profile, name)];
    return startChild({ name, file: `${name}/main.js`, env, logDir, nodeOptions });
  };
  const worker = start('worker');
  const api = start('api');
  await untilReady(api, async () => (await fetch(`http://${host}:${port}/livez`)).ok);
  return { host, port, processes: [api, worker] };
}

/** The API as a target of load, in the name of one user. */
export function apiTarget({ host, port }: Product, token: string): Target {
  return { host, port, headers: { authorization: `Bearer ${token}`, accept: 'application/json' } };
}
