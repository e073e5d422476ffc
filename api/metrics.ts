import { createServer, type Server } from 'node:http';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

/** Durations of requests by method, route pattern and status. */
export interface RequestMetrics {
  observe(method: string, route: string, status: number, seconds: number): void;
}

/** The metrics of one API process. */
export interface ApiMetrics extends RequestMetrics {
  readonly registry: Registry;
}

const buckets = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.5, 1, 2.5, 5];
const knownMethods = new Set(['GET', 'HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS']);

/** Makes the request histogram and, where asked for, the metrics of the process itself. */
export function createMetrics({ ofProcess }: { ofProcess: boolean }): ApiMetrics {
  const registry = new Registry();
  if (ofProcess) collectDefaultMetrics({ register: registry });
  const histogram = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of API requests in seconds, by route pattern',
    labelNames: ['method', 'route', 'status'] as const,
    buckets,
    registers: [registry],
  });
  return {
    registry,
    observe(method, route, status, seconds) {
      histogram.observe({ method: knownMethods.has(method) ? method : 'OTHER', route, status }, seconds);
    },
  };
}

/** Serves the metrics on a port of their own, so that they are never public by accident. */
export function createMetricsServer(registry: Registry): Server {
  return createServer((request, response) => {
    if (request.method !== 'GET' || request.url !== '/metrics') {
      response.writeHead(404).end();
      return;
    }
    registry.metrics().then(
      (text) => response.writeHead(200, { 'Content-Type': registry.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
}
