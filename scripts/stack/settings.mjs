import { resolve } from 'node:path';
import { inRoot } from '../support/paths.mjs';
import { mustBeFree, portFrom, portOrFree } from '../support/ports.mjs';

/** Where the demo stack keeps its data: `DATA_DIR`, else `.data/` in the clone. */
export const dataDir = () => resolve(process.env.DATA_DIR || inRoot('.data'));

/** The ports that people type or scrape: variable, default, and whom a message names. Temporal's only if we start it. */
const fixed = {
  api: ['API_PORT', 3000, 'the API'],
  metrics: ['METRICS_PORT', 9464, 'the metrics of the API'],
  workerMetrics: ['WORKER_METRICS_PORT', 9465, 'the metrics of the worker'],
  temporalMetrics: ['TEMPORAL_METRICS_PORT', 9466, 'the metrics of the Temporal SDK'],
  temporal: ['TEMPORAL_PORT', 7233, 'Temporal'],
  temporalUi: ['TEMPORAL_UI_PORT', 8233, 'the Temporal Web UI'],
};

/** Chooses all ports before anything long begins. Fails with one line on the first that is in use. */
export async function choosePorts() {
  const ports = {};
  for (const [name, [variable, fallback, what]] of Object.entries(fixed)) {
    if (name.startsWith('temporal') && name !== 'temporalMetrics' && process.env.TEMPORAL_ADDRESS) continue;
    ports[name] = portFrom(variable, fallback);
    await mustBeFree(ports[name], what, variable);
  }
  if (!process.env.DATABASE_URL) ports.postgres = await portOrFree('POSTGRES_PORT', 5433, 'Postgres');
  if (!process.env.REDIS_URL) ports.redis = await portOrFree('REDIS_PORT', 6380, 'Redis');
  return ports;
}
