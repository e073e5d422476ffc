// npm start: everything the product needs on one machine, until Ctrl-C. `--json` prints one JSON object per line.
// Settings: API_PORT, METRICS_PORT, WORKER_METRICS_PORT, TEMPORAL_METRICS_PORT, TEMPORAL_PORT, TEMPORAL_UI_PORT, POSTGRES_PORT,
// REDIS_PORT, DATA_DIR; DATABASE_URL, REDIS_URL, TEMPORAL_ADDRESS use parts that run elsewhere.
import { mkdirSync } from 'node:fs';
import { environmentFor } from './stack/environment.mjs';
import { signToken } from './stack/jwt.mjs';
import { startParts } from './stack/parts.mjs';
import { prepareDatabase, startProcesses } from './stack/processes.mjs';
import { secretsIn } from './stack/secrets.mjs';
import { choosePorts, dataDir } from './stack/settings.mjs';
import { forgetState, mustNotRun, writeState } from './stack/state.mjs';
import { welcome } from './stack/welcome.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { configureReport, say } from './support/report.mjs';

configureReport({ json: process.argv.includes('--json') });
const data = dataDir();
let noted = false;

async function start() {
  mustNotRun(data);
  const ports = await choosePorts();
  mkdirSync(data, { recursive: true });
  writeState(data, {});
  noted = true;
  await ensureInstalled();
  const secrets = secretsIn(data);
  const parts = await startParts({ dataDir: data, ports, secrets });
  const env = environmentFor({ parts, ports, secrets });
  const demo = await prepareDatabase(env);
  const stack = describe({ parts, ports, env, demo });
  await startProcesses({ env, dataDir: data, ports, apiUrl: stack.apiUrl });
  writeState(data, { ...stack, jwtSecret: secrets.jwtSecret });
  welcome({
    ...stack,
    token: signToken({ secret: secrets.jwtSecret, sub: demo.ownerId, businessId: demo.businessId }),
  });
  await new Promise(() => {}); // until a signal, or until a part dies
}

function describe({ parts, ports, env, demo }) {
  const host = env.API_HOST.replace('0.0.0.0', '127.0.0.1');
  const apiUrl = `http://${host}:${ports.api}`;
  return {
    apiUrl,
    docsUrl: `${apiUrl}/docs`,
    metricsUrl: `http://127.0.0.1:${ports.metrics}/metrics`,
    temporalUiUrl: parts.temporal.uiUrl,
    temporalAddress: parts.temporal.address,
    databaseUrl: parts.postgres.url,
    redisUrl: parts.redis.url,
    ports,
    ...demo,
  };
}

main(start, {
  beforeStop: (code) => {
    if (code === 0) say('stopping', {}, '\nstopping API, worker, Temporal, Redis and Postgres');
  },
  afterStop: (code) => {
    if (noted) forgetState(data);
    if (code === 0) say('stopped', {}, 'stopped; the data is kept');
  },
});
