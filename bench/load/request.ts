/** One HTTP request as a case describes it. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  /** Sent as JSON when present. */
  readonly body?: unknown;
}

/** Whom the load goes to, and what every request carries. */
export interface Target {
  readonly host: string;
  readonly port: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The bytes of a request: built by hand, since the generator shares its cores with what it measures. */
export function encodeRequest(target: Target, { method, path, body }: LoadRequest): Buffer {
  const payload = body === undefined ? '' : JSON.stringify(body);
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${target.host}:${target.port}`];
  for (const [name, value] of Object.entries(target.headers)) lines.push(`${name}: ${value}`);
  if (payload !== '' || method !== 'GET') {
    lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(payload)}`);
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${payload}`);
}
