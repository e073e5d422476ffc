import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Child } from '../test/faults/child';
import { freePort, startTemporal } from '../test/faults/temporal-server';
import { type ControlPlane, createControlPlane } from '../test/support/control-plane';
import { eventually } from '../test/support/eventually';
import { minute } from '../test/support/programs';

const program = join(__dirname, '../dist/worker/main.js');

/** The compiled worker as a process of its own. */
function start(env: Record<string, string>) {
  if (!existsSync(program)) throw new Error('dist/ is missing: `npm test` builds it');
  const child: ChildProcess = spawn(process.execPath, [program], { env: { PATH: process.env.PATH, ...env } });
  let output = '';
  child.stdout?.on('data', (chunk) => (output += chunk));
  child.stderr?.on('data', (chunk) => (output += chunk));
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const says = (text: string) => eventually(async () => expect(output).toContain(text));
  return { child, exit, says, output: () => output };
}

test('without a database it says so in one line and fails', async () => {
  const worker = start({});
  expect(await worker.exit).toBe(1);
  expect(worker.output()).toBe('worker: DATABASE_URL is required\n');
});

// Real servers start here, on machines that may be busy.
jest.setTimeout(120_000);

describe('the worker process', () => {
  let plane: ControlPlane;
  let server: Child | undefined;
  beforeAll(async () => {
    plane = await createControlPlane();
  });
  afterAll(async () => {
    await server?.stop();
    await plane?.close();
  });

  test('waits for Temporal, runs programs, shows its figures, and stops in order', async () => {
    const [temporal, metrics, sdkMetrics] = await Promise.all([freePort(), freePort(), freePort()]);
    const worker = start({
      DATABASE_URL: plane.databaseUrl,
      REDIS_URL: String(process.env.TEST_REDIS_URL),
      TEMPORAL_ADDRESS: `127.0.0.1:${temporal}`,
      WORKER_METRICS_PORT: String(metrics),
      TEMPORAL_METRICS_PORT: String(sdkMetrics),
      SWEEP_INTERVAL_MS: '200',
    });
    await worker.says('waiting for Temporal');
    const created = await plane.create({ endsAt: Date.now() + 60 * minute });
    server = await startTemporal(temporal);
    await worker.says('worker runs');
    await eventually(async () => {
      const row = await plane.row(created.id);
      expect(row.alarm_acked).toEqual(row.alarm_at);
      expect(await plane.events(created.id)).toHaveLength(2);
    });

    const figures = await (await fetch(`http://127.0.0.1:${metrics}/metrics`)).text();
    expect(figures).toMatch(/^loyalty_events_published_total 2$/m);
    expect(figures).toMatch(/^loyalty_events_unpublished 0$/m);
    expect(figures).toMatch(/^loyalty_sweeper_mended_total 1$/m);
    const sdk = await (await fetch(`http://127.0.0.1:${sdkMetrics}/metrics`)).text();
    expect(sdk).toContain('temporal_workflow_task_execution_latency');

    worker.child.kill('SIGTERM');
    expect(await worker.exit).toBe(0);
    expect(worker.output()).toContain('worker stopped');
  });
});
