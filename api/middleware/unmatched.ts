import type { Middleware } from 'koa';
import { Problem } from '../problem';
import type { RequestState } from './request-context';

/** Answers what no route took: 404, 405 with the methods that exist, or OPTIONS. */
export function unmatched(): Middleware<RequestState> {
  return (ctx) => {
    const layers = (ctx as { matched?: { methods: string[] }[] }).matched ?? [];
    const methods = [...new Set(layers.flatMap((layer) => layer.methods))];
    if (methods.length === 0) throw new Problem('route_not_found', 'There is nothing at this address.');
    const allow = { Allow: [...methods, 'OPTIONS'].toSorted().join(', ') };
    if (ctx.method === 'OPTIONS') {
      ctx.set(allow);
      ctx.status = 204;
      return;
    }
    throw new Problem('method_not_allowed', `This address knows ${allow.Allow}.`, { headers: allow });
  };
}
