import type { Middleware, ParameterizedContext } from 'koa';
import type { VerifiedTokens } from './auth/verified-tokens';
import type { ApiDependencies } from './dependencies';
import { authenticate, requireScope } from './middleware/authenticate';
import type { FloodGuard } from './middleware/flood-guard';
import { atMostOnce } from './middleware/idempotency';
import { requireSwitchedOn } from './middleware/feature-switch';
import { readJsonBody } from './middleware/json-body';
import { readNdjsonBody } from './middleware/ndjson-body';
import { readQuery, refuseQuery } from './middleware/query';
import type { RateLimit } from './middleware/rate-limit';
import type { RequestState } from './middleware/request-context';
import { notFound } from './problem';
import type { Call, Reply, Route } from './route';

/** What stands between the network and every handler. */
export interface Gate {
  readonly tokens: VerifiedTokens;
  readonly floods: FloodGuard;
  /** Tills and apps have a bucket of their own: a busy till must not lock out its owner, nor the other way round. */
  readonly limits: { readonly management: RateLimit; readonly data: RateLimit };
}

/** Makes a route's declaration a middleware: authenticate, limit, check, read, run, answer. */
export function middlewareOf(route: Route, gate: Gate, deps: ApiDependencies): Middleware<RequestState> {
  return async (ctx) => {
    ctx.state.route = route.path;
    const { tenant, ...principal } = await authenticate(ctx, gate.tokens, gate.floods);
    ctx.state.businessId = tenant.businessId;
    await gate.limits[route.plane ?? 'management'](ctx, tenant.businessId);
    requireScope({ tenant, ...principal }, route.scope);
    requireSwitchedOn(route, deps.config.feature, tenant.businessId);
    const call: Call<unknown> = {
      tenant,
      params: readParams(ctx, route),
      query:
        route.query === undefined ? refuseQuery(ctx.querystring) : readQuery(ctx.querystring, route.query),
      body: route.method === 'GET' ? undefined : await readBody(ctx, route),
      headers: ctx.req.headers,
      now: ctx.state.now,
      key: null,
      deps,
    };
    const reply =
      route.idempotent === true ? await atMostOnce(route, call) : await route.handler(call as never);
    send(ctx, route, reply);
  };
}

const patterns = {
  uuid: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
  name: /^[0-9a-z_-]{1,64}$/i,
  number: /^[1-9]\d{0,8}$/,
};

function readParams(ctx: ParameterizedContext<RequestState>, route: Route): Record<string, string> {
  const { params } = ctx as unknown as { params: Record<string, string> };
  for (const [name, { missing, kind = 'uuid' }] of Object.entries(route.params ?? {})) {
    const value = params[name] ?? '';
    if (!patterns[kind].test(value)) throw notFound(missing);
    params[name] = value.toLowerCase();
  }
  return params;
}

function readBody(ctx: ParameterizedContext<RequestState>, route: Route): Promise<unknown> {
  if (route.body?.media === 'application/x-ndjson') return readNdjsonBody(ctx.req);
  return readJsonBody(ctx.req, route.body?.required ?? false);
}

function send(ctx: ParameterizedContext<RequestState>, route: Route, reply: Reply): void {
  ctx.status = reply.status;
  ctx.set({ ...standardHeaders, ...route.headersOf?.(reply), ...reply.headers });
  if (reply.json !== undefined) {
    ctx.type = 'application/json';
    ctx.body = reply.json;
    return;
  }
  if (reply.body === undefined) {
    ctx.body = null;
    ctx.status = reply.status;
    return;
  }
  if (route.alternative !== undefined) {
    ctx.vary('Accept');
    if (reply.status === 200 && prefers(ctx, route.alternative.media)) {
      ctx.set(pictureHeaders);
      ctx.type = route.alternative.media;
      ctx.body = route.alternative.of(reply.body);
      return;
    }
  }
  ctx.type = 'application/json';
  ctx.body = JSON.stringify(reply.body);
}

function prefers(ctx: ParameterizedContext<RequestState>, media: string): boolean {
  return ctx.accepts('application/json', media) === media;
}

/** What people wrote is in the picture: it is escaped, and nothing in it may run or load even so. */
const pictureHeaders = {
  'Content-Security-Policy': "default-src 'none'",
  'X-Content-Type-Options': 'nosniff',
};

/** Answers belong to one caller, and status depends on the clock: a cache may keep them, but must ask again. */
const standardHeaders = { 'Cache-Control': 'private, no-cache' };
