import type { Router } from '@koa/router';
import type { ApiDependencies } from '../dependencies';
import type { RequestState } from '../middleware/request-context';
import { createReadiness } from './readiness';

/** `/livez`: the process answers. `/readyz`: it can serve; what is degraded is named, and does not make it unready. */
export function healthRoutes(router: Router<RequestState>, deps: ApiDependencies): void {
  const readiness = createReadiness(deps);
  router.get('/livez', (ctx) => {
    ctx.state.route = '/livez';
    ctx.body = { status: 'ok' };
  });
  router.get('/readyz', async (ctx) => {
    ctx.state.route = '/readyz';
    const report = await readiness();
    ctx.status = report.status === 'unready' ? 503 : 200;
    ctx.set('Cache-Control', 'no-store');
    ctx.body = report;
  });
}
