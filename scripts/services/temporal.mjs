import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { Failure } from '../support/failure.mjs';
import { launch, untilReady } from '../support/processes.mjs';
import { order } from './orders.mjs';
import { temporalBinary } from './temporal-binary.mjs';
import { isServing, searchAttributes } from './temporal-client.mjs';

/** The server's default limits (2,400 requests/s, bursts included) are for shared clusters; on one machine they only refuse bursts. */
const limits = [
  'frontend.rps=20000',
  'frontend.namespaceRPS=20000',
  'history.rps=20000',
  'matching.rps=20000',
];

/**
 * Every state change is a commit of SQLite, some twenty per program; by default each of them waits several times for the disk, and
 * all of them wait for one another. With a write-ahead log that is flushed at checkpoints a killed server loses nothing, and a power
 * cut at most the last moments, which the worker's sweeper mends as it does a Temporal that was restored empty.
 */
const pragmas = ['journal_mode=WAL', 'synchronous=NORMAL'];

const namespace = () => process.env.TEMPORAL_NAMESPACE || 'default';

/**
 * Temporal from the first source that is there: `TEMPORAL_ADDRESS`, else a development server from `temporalBinary()`.
 * @param options logFile, port, uiPort (no Web UI when left out), dbFile (in memory when left out)
 * @returns {Promise<{ address: string, uiUrl?: string, binary?: string, source: string, stop: () => Promise<void> }>}
 */
export async function startTemporal(options) {
  const given = process.env.TEMPORAL_ADDRESS;
  if (!given || options.ignoreGiven) return startOwn(options);
  await isServing(given, namespace()).catch((error) => {
    throw new Failure(
      `Temporal at ${given} (TEMPORAL_ADDRESS), namespace ${namespace()}, cannot be used: ${error.message}`,
    );
  });
  return { address: given, source: 'TEMPORAL_ADDRESS', stop: async () => {} };
}

async function startOwn({ logFile, port, uiPort, dbFile }) {
  const { path, source } = await temporalBinary();
  if (dbFile) mkdirSync(dirname(dbFile), { recursive: true });
  const server = launch({
    name: 'Temporal',
    order: order.temporal,
    command: path,
    args: ['server', 'start-dev', ...flags({ port, uiPort, dbFile })],
    logFile,
  });
  const address = `127.0.0.1:${port}`;
  await untilReady(server, () => isServing(address, namespace()));
  const uiUrl = uiPort && `http://127.0.0.1:${uiPort}`;
  return { address, source, binary: path, stop: server.stop, ...(uiUrl && { uiUrl }) };
}

function flags({ port, uiPort, dbFile }) {
  return [
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--namespace',
    namespace(),
    '--log-level',
    'warn',
    ...(uiPort ? ['--ui-port', String(uiPort)] : ['--headless']),
    ...(dbFile ? ['--db-filename', dbFile, ...pragmas.flatMap((pragma) => ['--sqlite-pragma', pragma])] : []),
    ...Object.entries(searchAttributes).flatMap(([name, type]) => ['--search-attribute', `${name}=${type}`]),
    ...limits.flatMap((limit) => ['--dynamic-config-value', limit]),
  ];
}
