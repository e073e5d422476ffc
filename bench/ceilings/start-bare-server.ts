import type { Target } from '../load/request';
import { startChild } from '../stack/child';
import { freePort } from '../stack/free-port';

/** Starts the bare server in a process of its own. */
export async function startBareServer(databaseUrl: string, logDir: string): Promise<Target> {
  const port = await freePort();
  const env = { DATABASE_URL: databaseUrl, PORT: String(port) };
  const child = startChild({ name: 'bare-server', file: 'bench/ceilings/bare-server.js', env, logDir });
  await new Promise<void>((resolve, reject) => {
    child.process.once('message', () => resolve());
    child.process.once('exit', () => reject(new Error(`the bare server ended:\n${child.tail()}`)));
  });
  return { host: '127.0.0.1', port, headers: {} };
}
