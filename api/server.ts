import { createServer, type Server, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import type Koa from 'koa';
import type { RequestState } from './middleware/request-context';
import { Problem, problemDocument } from './problem';

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
  server.on('clientError', answerUnreadable);
  return server;
}

/** Answers what is no HTTP, or too much of it, before the application ever sees it. */
function answerUnreadable(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem =
    error.code === 'HPE_HEADER_OVERFLOW'
      ? new Problem('headers_too_large', 'The headers of a request may have 16 KiB at most.')
      : new Problem('bad_request', 'The request is not valid HTTP, or did not arrive in time.');
  const body = JSON.stringify(problemDocument(problem));
  socket.end(
    [
      `HTTP/1.1 ${problem.status} ${STATUS_CODES[problem.status]}`,
      'Content-Type: application/problem+json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
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
    // A connection falls idle when its last answer is sent, and would otherwise be kept for the next request.
    const sweep = setInterval(() => server.closeIdleConnections(), 50);
    server.close(() => {
      clearInterval(sweep);
      resolve();
    });
    server.closeIdleConnections();
  });
}
