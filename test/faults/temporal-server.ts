import { createServer } from 'node:net';
import { once } from 'node:events';
import { Connection } from '@temporalio/client';
import { searchAttributeNames } from '../../workflows/program.messages';
import { eventually } from '../support/eventually';
import { type Child, spawnChild } from './child';

/** A development server of this suite's own, in memory: stopping it loses everything it knew. */
export async function startTemporal(port: number): Promise<Child> {
  const binary = process.env.TEST_TEMPORAL_BINARY;
  if (!binary) throw new Error('TEST_TEMPORAL_BINARY is not set: run the tests by `npm test -- <path>`');
  const attributes = Object.values(searchAttributeNames).flatMap((name) => [
    '--search-attribute',
    `${name}=Keyword`,
  ]);
  const address = ['--ip', '127.0.0.1', '--port', String(port)];
  const child = spawnChild(binary, [
    'server',
    'start-dev',
    ...address,
    '--headless',
    '--log-level',
    'never',
    ...attributes,
  ]);
  await eventually(() => mustServe(`127.0.0.1:${port}`));
  return child;
}

async function mustServe(address: string): Promise<void> {
  const connection = await Connection.connect({ address, connectTimeout: 1_000 });
  try {
    await connection.workflowService.describeNamespace({ namespace: 'default' });
  } finally {
    await connection.close();
  }
}

/** A port that nobody uses at this moment. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}
