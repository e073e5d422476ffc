import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Registry } from 'prom-client';
import { createMetrics as createApiMetrics } from '../api/metrics';
import { connectDatabase } from '../db/connection';
import { watchParts } from '../db/part-metrics';
import { createMetrics as createWorkerMetrics } from '../worker/metrics';

const ops = join(__dirname, '../ops');
// What the Temporal SDK exports is known only while a worker runs.
const dashboards = readdirSync(join(ops, 'grafana/dashboards')).filter((name) => name !== 'temporal.json');
const files = ['alerts.yml', ...dashboards.map((name) => `grafana/dashboards/${name}`)];

/** The names of our own figures and of those of Node.js in a file. */
function metricsIn(file: string): string[] {
  const text = readFileSync(join(ops, file), 'utf8');
  return [...new Set(text.match(/\b(?:http|loyalty|nodejs|process)_\w+/g) ?? [])];
}

describe('alerts and dashboards', () => {
  const knex = connectDatabase({ url: process.env.TEST_DATABASE_URL ?? '', poolSize: 3 });
  const parts = new Registry();
  const registries = [
    createApiMetrics({ ofProcess: true }).registry,
    createWorkerMetrics(knex).registry,
    parts,
  ];
  watchParts(parts, { knex, redis: { status: 'ready' } });
  afterAll(() => knex.destroy());

  it.each(files)('%s asks only for figures that the processes export', (file) => {
    const exported = new Set(
      registries.flatMap((registry) => registry.getMetricsAsArray().map(({ name }) => name)),
    );
    const asked = metricsIn(file).map((name) => name.replace(/_(bucket|count|sum)$/, ''));
    expect(asked.filter((name) => !exported.has(name))).toEqual([]);
  });

  it('see the figures of the parts', async () => {
    await knex.raw('SELECT 1');
    const text = await parts.metrics();
    expect(text).toContain('loyalty_database_connections{state="limit"} 3');
    expect(text).toContain('loyalty_database_connections{state="free"} 1');
    expect(text).toContain('loyalty_database_connections{state="waiting"} 0');
    expect(text).toContain('loyalty_redis_up 1');
  });
});
