import type { Middleware } from 'koa';
import type { Logger } from 'pino';
import type { RequestMetrics } from '../metrics';
import type { RequestState } from './request-context';

/** One log line and one measurement per request, by route pattern; no address, no header, no body. */
export function accessLog(logger: Logger, metrics: RequestMetrics): Middleware<RequestState> {
  return async (ctx, next) => {
    const begun = process.hrtime.bigint();
    try {
      await next();
    } finally {
      const seconds = Number(process.hrtime.bigint() - begun) / 1e9;
      const { requestId, route, businessId } = ctx.state;
      const { method, status } = ctx;
      metrics.observe(method, route, status, seconds);
      if (logger.isLevelEnabled('info')) {
        const ms = Math.round(seconds * 1e5) / 100;
        logger.info({ requestId, method, route, status, ms, businessId }, 'request');
      }
    }
  };
}
