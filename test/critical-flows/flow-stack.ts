import { startApi, type TestApi } from '../../api/testing/api.fixtures';
import type { Child } from '../faults/child';
import { type RealStack, type StackWishes, startRealStack } from '../faults/real-stack';
import { freePort, startTemporal } from '../faults/temporal-server';

/** The whole product: the API over HTTP, a worker, and real Temporal, Postgres and Redis behind them. */
export interface FlowStack {
  readonly api: TestApi;
  readonly stack: RealStack;
  readonly temporal: Child;
  close(): Promise<void>;
}

/** Starts everything; the API's clock is the machine's. */
export async function startFlowStack(wishes: StackWishes = {}): Promise<FlowStack> {
  const port = await freePort();
  const temporal = await startTemporal(port);
  const stack = await startRealStack(port, wishes);
  const { knex, databaseUrl, businessId } = stack.plane;
  const clock = {
    get now() {
      return Date.now();
    },
  };
  const env = { TEMPORAL_ADDRESS: `127.0.0.1:${port}`, COMMAND_TIMEOUT_MS: '10000' };
  const api = await startApi({ beside: { knex, databaseUrl, businessId, clock }, env });
  return {
    api,
    stack,
    temporal,
    async close() {
      await api.close();
      await stack.close();
      await temporal.stop();
    },
  };
}
