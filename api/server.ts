import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type Koa from 'koa';
import type { RequestState } from './middleware/request-context';

/** A server for the application that does not wait for ever for anybody. */
export function createApiServer(app: Koa<RequestState>): Server {
  const server = createServer(
    { maxHeaderSize: 16 * 1024, connectionsCheckingInterval: 5_000 },
    app.callback(),
  );
  server.headersTimeout = 10_000;
  // Below the 30 s after which an Idempotency-Key whose request died can be claimed again.
  server.requestTimeout = 20_000;
  server.keepAliveTimeout = 65_000;
  server.maxRequestsPerSocket = 0;
  return server;
}

/** Listens; resolves with the address. Errors such as a port in use reject. */
export function listen(server: Server, port: number, host: string): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, 1_024, () => {
      server.removeListener('error', reject);
      resolve(server.address() as AddressInfo);
    });
  });
}

/** Finishes the accepted requests and takes no more. */
export function close(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeIdleConnections();
  });
}
