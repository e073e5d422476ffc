import { mkdirSync } from 'node:fs';
import { connect } from 'node:net';
import { canInstallDebianPackages, installDebianPackages } from '../support/apt.mjs';
import { Failure, onlyFailures } from '../support/failure.mjs';
import { onPath } from '../support/paths.mjs';
import { launch, untilReady } from '../support/processes.mjs';
import { warn } from '../support/report.mjs';
import { order } from './orders.mjs';

/**
 * Redis from the first source that is there: `REDIS_URL`, `redis-server` on PATH, Debian's package (as root), none.
 * @param options dir, logFile, port, durable (boolean: keep every write on disk)
 * @returns {Promise<{ url?: string, source: string, stop: () => Promise<void> }>} without `url` when there is none
 */
export async function startRedis(options) {
  const given = process.env.REDIS_URL;
  if (given && !options.ignoreGiven) {
    await ping(given);
    return { url: given, source: 'REDIS_URL', stop: async () => {} };
  }
  const binary = await redisServer();
  return binary ? startOwn(binary, options) : { source: 'none', stop: async () => {} };
}

/** The path of redis-server, installed where that is possible, or undefined. */
export async function redisServer() {
  const found = onPath('redis-server');
  if (found || !canInstallDebianPackages()) return found;
  await installDebianPackages(['redis-server'], 'there is no redis-server yet', ['redis-server']).catch(
    onlyFailures((error) => warn(error.message)),
  );
  return onPath('redis-server');
}

async function startOwn(binary, { dir, logFile, port, durable }) {
  mkdirSync(dir, { recursive: true });
  const persistence = durable ? ['--appendonly', 'yes'] : ['--appendonly', 'no'];
  const server = launch({
    name: 'Redis',
    order: order.redis,
    command: binary,
    args: ['--port', String(port), '--bind', '127.0.0.1', '--dir', dir, '--save', '', ...persistence],
    logFile,
  });
  const url = `redis://127.0.0.1:${port}`;
  await untilReady(server, () => pong(port));
  return { url, source: `${binary}${durable ? `, data in ${dir}` : ''}`, stop: server.stop };
}

/** A server that still loads its data answers with an error, not with PONG. */
function pong(port) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1' }, () => socket.write('PING\r\n'));
    socket.setTimeout(2000, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('data', (data) => {
      socket.destroy();
      if (String(data).startsWith('+PONG')) resolve();
      else reject(new Error(String(data).trim()));
    });
  });
}

async function ping(url) {
  const { Redis } = await import('ioredis'); // here, as it is not installed yet when this file is loaded
  const client = new Redis(url, {
    lazyConnect: true,
    connectTimeout: 5000,
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
  });
  let reason;
  client.on('error', (error) => {
    reason ??= error.message || error.code;
  });
  await client
    .connect()
    .then(() => client.ping())
    .catch((error) => {
      throw new Failure(`Redis (REDIS_URL) cannot be used: ${reason ?? error.message}`);
    })
    .finally(() => client.disconnect());
}
