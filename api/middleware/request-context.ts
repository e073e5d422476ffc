import { randomUUID } from 'node:crypto';
import type { Context, Middleware, Next } from 'koa';

/** What every request carries through the stack. */
export interface RequestState {
  /** Sent back as `X-Request-Id`, and in the log. */
  requestId: string;
  /** The instant of the request, in epoch milliseconds. */
  now: number;
  /** Pattern of the matched route, never the address itself; for logs and metrics. */
  route: string;
  businessId: string | null;
}

export type ApiContext = Context & { state: RequestState };

const acceptable = /^[A-Za-z0-9._-]{1,128}$/;
const traceparent = /^[0-9a-f]{2}-([0-9a-f]{32})-/;

/** Gives the request its id and its instant. */
export function requestContext(now: () => number): Middleware<RequestState> {
  return (ctx, next: Next) => {
    ctx.state.now = now();
    ctx.state.requestId = requestIdOf(ctx.req.headers);
    ctx.state.route = 'unmatched';
    ctx.state.businessId = null;
    ctx.res.setHeader('X-Request-Id', ctx.state.requestId);
    return next();
  };
}

function requestIdOf(headers: Context['req']['headers']): string {
  const sent = headers['x-request-id'];
  if (typeof sent === 'string' && acceptable.test(sent)) return sent;
  const trace = typeof headers.traceparent === 'string' ? traceparent.exec(headers.traceparent) : null;
  return trace?.[1] ?? randomUUID();
}
