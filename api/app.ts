import { Router } from '@koa/router';
import Koa from 'koa';
import { basePath } from './base-path';
import { createTokenVerifier } from './auth/token-verifier';
import { VerifiedTokens } from './auth/verified-tokens';
import type { ApiDependencies } from './dependencies';
import { docsRoutes } from './docs/routes';
import { healthRoutes } from './health/routes';
import { type ApiMetrics, createMetrics } from './metrics';
import { accessLog } from './middleware/access-log';
import { FloodGuard } from './middleware/flood-guard';
import { problems } from './middleware/problems';
import { createRateLimit } from './middleware/rate-limit';
import { requestContext, type RequestState } from './middleware/request-context';
import { unmatched } from './middleware/unmatched';
import { openApiDocument } from './openapi/document';
import { middlewareOf } from './pipeline';
import { apiRoutes } from './routes';

/** The API as a Koa application; nothing is opened or listened to. */
export function buildApp(
  deps: ApiDependencies,
  metrics: ApiMetrics = createMetrics({ ofProcess: false }),
): Koa<RequestState> {
  const app = new Koa<RequestState>();
  app.silent = true;
  app
    .use(requestContext(deps.now))
    .use(accessLog(deps.logger, metrics))
    .use(problems(deps.logger))
    .use(routerOf(deps).routes())
    .use(unmatched());
  return app;
}

function routerOf(deps: ApiDependencies): Router<RequestState> {
  const router = new Router<RequestState>();
  const gate = {
    tokens: new VerifiedTokens(createTokenVerifier(deps.config)),
    floods: new FloodGuard(),
    limits: {
      management: createRateLimit(deps.redis, deps.config.rateLimitPerMinute, 'business'),
      data: createRateLimit(deps.redis, deps.config.rateLimitDataPerMinute, 'data'),
    },
  };
  for (const route of apiRoutes) {
    const path = basePath + route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    router.register(path, [route.method], middlewareOf(route, gate, deps));
  }
  healthRoutes(router, deps);
  docsRoutes(router, openApiDocument());
  return router;
}
