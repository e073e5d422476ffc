import { Connection } from './connection';
import type { Target } from './request';

/** Servers queue 511 handshakes by default; more at once would be refused or retried by the kernel. */
const atOnce = 100;

/** Opens `count` connections, a hundred at a time. */
export async function openConnections(target: Target, count: number): Promise<Connection[]> {
  const connections: Connection[] = [];
  while (connections.length < count) {
    const batch = Math.min(atOnce, count - connections.length);
    connections.push(...(await Promise.all(Array.from({ length: batch }, () => Connection.open(target)))));
  }
  return connections;
}
