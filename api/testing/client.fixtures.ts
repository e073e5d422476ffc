import { basePath } from '../base-path';
import { expectPromised } from './contract.fixtures';

/** A request of a test. */
export interface Asked {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'HEAD' | 'OPTIONS' | 'PATCH';
  /** Below the base path, with the query. */
  readonly path: string;
  /** Sent as JSON; text and bytes are sent as they are. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** Another token than that of the test's business; null: none. */
  readonly token?: string | null;
}

/** What came back. */
export interface Answer {
  readonly status: number;
  // Tests reach into answers of every shape.
  // oxlint-disable-next-line no-explicit-any
  readonly body: any;
  readonly text: string;
  readonly headers: Headers;
}

/** A client that fails a test whose answers are not those that /openapi.json promises. */
export function createClient(url: string, ownToken: string): (asked: Asked) => Promise<Answer> {
  return async ({ method = 'GET', path, body, headers = {}, token = ownToken }) => {
    const response = await fetch(url + basePath + path, {
      method,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: payloadOf(body) }),
    });
    const text = await response.text();
    const answer = {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      text,
      headers: response.headers,
    };
    if (method !== 'HEAD' && method !== 'OPTIONS') {
      expectPromised({
        method,
        path: new URL(url + basePath + path).pathname,
        status: answer.status,
        contentType: response.headers.get('content-type'),
        body: answer.body,
      });
    }
    return answer;
  };
}

function payloadOf(body: unknown): string | Buffer {
  return typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
}
