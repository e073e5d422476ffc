import { connect, createServer } from 'node:net';
import { Failure } from './failure.mjs';

const host = '127.0.0.1';

function listen(port) {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen({ port, host, exclusive: true }, () => {
      const { port: taken } = server.address();
      server.close(() => resolve(taken));
    });
  });
}

/** `count` different ports that were free a moment ago. Held together before any is released, so that they differ. */
export async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer());
  const ports = await Promise.all(
    servers.map(
      (server) => new Promise((resolve) => server.listen(0, host, () => resolve(server.address().port))),
    ),
  );
  await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
  return ports;
}

/** The port in environment variable `name`, or `fallback`. Fails with one line when the value is no port. */
export function portFrom(name, fallback) {
  const text = process.env[name] || String(fallback);
  const port = Number(text);
  if (!Number.isInteger(port) || port < 1 || port > 65_535)
    throw new Failure(`${name}=${text} is not a port number`);
  return port;
}

/** Fails with one line that names `what` and the variable to set when `port` cannot be listened on. */
export async function mustBeFree(port, what, name) {
  await listen(port).catch((error) => {
    const reason = error.code === 'EADDRINUSE' ? 'is in use' : `cannot be used (${error.code})`;
    throw new Failure(
      `port ${port} for ${what} ${reason}: stop what uses it, or choose another with ${name}=<port>`,
    );
  });
}

/** For ports that nobody types: the one in `name` if set (it must be free), else `preferred` if free, else any free one. */
export async function portOrFree(name, preferred, what) {
  if (process.env[name]) {
    const port = portFrom(name, preferred);
    await mustBeFree(port, what, name);
    return port;
  }
  return listen(preferred).catch(() => listen(0));
}

/** Resolves when something accepts connections there, rejects otherwise. */
export function reach(port, at = host, limitMs = 2000) {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: at });
    socket.setTimeout(limitMs, () => socket.destroy(new Error('no answer')));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.destroy();
      resolve();
    });
  });
}
