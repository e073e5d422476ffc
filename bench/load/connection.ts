import { connect, type Socket } from 'node:net';
import { encodeRequest, type LoadRequest, type Target } from './request';

/** An answer. The body is not decoded unless someone asks for it. */
export interface Reply {
  readonly status: number;
  readonly body: Buffer;
}

interface Waiting {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: Error) => void;
}

/** No request of a benchmark may take longer, milliseconds. */
const answerWithinMs = 60_000;

/**
 * One keep-alive connection that carries one request at a time. It understands just what the measured servers send
 * (a Content-Length, never chunks), which makes it several times lighter than a general client.
 */
export class Connection {
  private waiting: Waiting | null = null;
  private received: Buffer = Buffer.alloc(0);
  private failure: Error | null = null;

  private constructor(
    private readonly target: Target,
    private readonly socket: Socket,
  ) {
    socket.setNoDelay(true);
    socket.setTimeout(answerWithinMs, () =>
      socket.destroy(new Error(`no answer within ${answerWithinMs} ms`)),
    );
    socket.on('data', (chunk) => this.take(chunk));
    socket.on('error', (error) => this.fail(error));
    socket.on('close', () => this.fail(new Error('connection closed')));
  }

  /** Connects. Error when the target does not listen. */
  static open(target: Target): Promise<Connection> {
    return new Promise((resolve, reject) => {
      const socket = connect({ host: target.host, port: target.port });
      socket.once('error', reject);
      socket.once('connect', () => {
        socket.off('error', reject);
        resolve(new Connection(target, socket));
      });
    });
  }

  /** Sends a request and waits for its answer. Error when the connection fails, whatever the reason. */
  send(request: LoadRequest): Promise<Reply> {
    return new Promise((resolve, reject) => {
      if (this.failure !== null) {
        reject(this.failure);
        return;
      }
      this.waiting = { resolve, reject };
      this.socket.write(encodeRequest(this.target, request));
    });
  }

  /** Whether it can still carry a request. */
  get usable(): boolean {
    return this.failure === null;
  }

  close(): void {
    this.socket.destroy();
  }

  private take(chunk: Buffer): void {
    this.received = this.received.length === 0 ? chunk : Buffer.concat([this.received, chunk]);
    const headEnd = this.received.indexOf('\r\n\r\n');
    if (headEnd === -1) return;
    const head = this.received.toString('latin1', 0, headEnd);
    const status = Number(head.slice(9, 12));
    const length = bodyLength(head, status);
    if (length === null) {
      this.socket.destroy(new Error(`an answer without Content-Length (status ${status})`));
      return;
    }
    const bodyStart = headEnd + 4;
    if (this.received.length < bodyStart + length) return;
    const body = this.received.subarray(bodyStart, bodyStart + length);
    const { waiting } = this;
    this.waiting = null;
    this.received = Buffer.alloc(0);
    waiting?.resolve({ status, body });
  }

  private fail(error: Error): void {
    this.failure ??= error;
    this.waiting?.reject(this.failure);
    this.waiting = null;
  }
}

function bodyLength(head: string, status: number): number | null {
  const found = /\r\ncontent-length: *(\d+)/i.exec(head)?.[1];
  if (found !== undefined) return Number(found);
  return status === 204 || status === 304 ? 0 : null;
}
