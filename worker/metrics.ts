import { createServer, type Server } from 'node:http';
import type { Knex } from 'knex';
import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { countUnpublished } from '../db/programs/unpublished-revisions';
import type { Revision } from '../domain/program/revision';

/** The worker's own figures; those of the Temporal SDK have a port of their own. */
export interface WorkerMetrics {
  readonly registry: Registry;
  recorded(revision: Revision, at: number): void;
  published(count: number): void;
  mended(): void;
}

/** Counting stops here: beyond it the exact backlog does not matter. */
const largestBacklog = 100_000;

/** Creates the figures; the backlog is counted in the database when somebody asks. */
export function createMetrics(knex: Knex): WorkerMetrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry });
  const lateness = new Histogram({
    name: 'loyalty_transition_lateness_seconds',
    help: 'Time from the instant at which a scheduled transition was due to its being recorded',
    labelNames: ['kind'],
    buckets: [0.01, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300],
    registers,
  });
  const revisions = new Counter({
    name: 'loyalty_revisions_total',
    help: 'Revisions recorded by program workflows',
    labelNames: ['kind'],
    registers,
  });
  const published = new Counter({
    name: 'loyalty_events_published_total',
    help: 'Events that the stream acknowledged',
    registers,
  });
  const mended = new Counter({
    name: 'loyalty_sweeper_mended_total',
    help: 'Workflows that the sweeper had to start or wake',
    registers,
  });
  const backlog = new Gauge({
    name: 'loyalty_events_unpublished',
    help: `Revisions that wait to be published, counted up to ${largestBacklog}`,
    registers: [],
    async collect() {
      this.set(await countUnpublished(knex, largestBacklog));
    },
  });
  registry.registerMetric(backlog);
  return {
    registry,
    recorded({ kind, actor, occurredAt }, at) {
      revisions.inc({ kind });
      if (actor === 'system') lateness.observe({ kind }, Math.max(0, at - occurredAt) / 1000);
    },
    published: (count) => published.inc(count),
    mended: () => mended.inc(),
  };
}

/** Serves the figures at `/metrics`; rejects when the port is taken. */
export function serveMetrics({ registry }: WorkerMetrics, host: string, port: number): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'content-type': registry.contentType }).end(text),
      () => response.writeHead(503).end(),
    );
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => resolve(server));
  });
}
