import { join } from 'node:path';
import { Failure } from '../support/failure.mjs';
import { inRoot, root } from '../support/paths.mjs';
import { launch, run, untilReady } from '../support/processes.mjs';
import { step } from '../support/report.mjs';
import { order } from '../services/orders.mjs';

/** Runs one of our one-off programs in dist/ and returns what it printed. */
export const runScript = (script, env, name) =>
  run(process.execPath, [inRoot('dist', script)], { cwd: root, env, name });

/** The value of the last line of `output`, which one of our programs printed as JSON. */
export function jsonLine(output, name) {
  try {
    return JSON.parse(output.trim().split('\n').pop());
  } catch {
    throw new Failure(`${name} printed no JSON line`);
  }
}

/** Brings the schema up to date and makes the demo business unless it is there. Returns its ids. */
export async function prepareDatabase(env) {
  await step('migrating the database', 'the schema is brought up to date', () =>
    runScript('db/migrate.js', env, 'the migration'),
  );
  const output = await runScript('db/seed-demo.js', env, 'the demo business');
  return jsonLine(output, 'db/seed-demo.js');
}

/** Starts worker and API and waits until both can work. */
export async function startProcesses({ env, dataDir, ports, apiUrl }) {
  const start = (name, script, place) =>
    launch({
      name,
      order: place,
      command: process.execPath,
      args: ['--enable-source-maps', inRoot('dist', script)],
      logFile: join(dataDir, 'logs', `${name}.log`),
      graceMs: 30_000,
      env,
      cwd: root,
    });
  const worker = start('worker', 'worker/main.js', order.worker);
  const api = start('api', 'api/main.js', order.api);
  await step('starting API and worker', 'the worker loads the workflow bundle', () =>
    Promise.all([
      untilReady(api, () => mustAnswer(`${apiUrl}/readyz`)),
      untilReady(worker, () => mustAnswer(`http://127.0.0.1:${ports.workerMetrics}/metrics`)),
    ]),
  );
}

async function mustAnswer(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(5000) });
  if (!response.ok)
    throw new Error(`${url} answers ${response.status}: ${(await response.text()).slice(0, 200)}`);
}
