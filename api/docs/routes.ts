import { createReadStream, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Router } from '@koa/router';
import helmet from 'koa-helmet';
import type { RequestState } from '../middleware/request-context';
import { basePath } from '../base-path';
import type { JsonSchema } from '../openapi/json-schema';
import { docsPage, docsScript, docsStartScript } from './page';

/** Serves the API description and an explorer for it, from local files only. */
export function docsRoutes(router: Router<RequestState>, document: JsonSchema): void {
  const json = JSON.stringify(document);
  for (const path of ['/openapi.json', `${basePath}/openapi.json`]) {
    router.get(path, (ctx) => {
      ctx.state.route = '/openapi.json';
      ctx.set('Cache-Control', 'no-cache');
      ctx.type = 'application/json';
      ctx.body = json;
    });
  }
  explorer(router);
}

function explorer(router: Router<RequestState>): void {
  const bundle = join(dirname(require.resolve('@scalar/api-reference')), 'browser', 'standalone.js');
  const protect = helmet({ contentSecurityPolicy: { directives }, hsts: false });
  router.get('/docs', protect, (ctx) => {
    ctx.state.route = '/docs';
    ctx.type = 'text/html';
    ctx.body = docsPage;
  });
  router.get(docsStartScript.path, (ctx) => {
    ctx.state.route = '/docs';
    ctx.type = 'text/javascript';
    ctx.body = docsStartScript.text;
  });
  router.get(docsScript, (ctx) => {
    ctx.state.route = '/docs';
    ctx.type = 'text/javascript';
    ctx.set('Cache-Control', 'public, max-age=86400');
    ctx.length = statSync(bundle).size;
    ctx.body = createReadStream(bundle);
  });
}

/** The explorer runs scripts of this origin only and talks to this origin only; its styles are made at run time. */
const directives = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:', 'blob:'],
  fontSrc: ["'self'", 'data:'],
  connectSrc: ["'self'"],
  workerSrc: ["'self'", 'blob:'],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
  upgradeInsecureRequests: null,
};
