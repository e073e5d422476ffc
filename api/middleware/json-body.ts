import type { IncomingMessage } from 'node:http';
import { Problem } from '../problem';
import { refuseHazards } from './json-hazards';

/** Bytes that a body may have. */
export const bodyLimit = 256 * 1024;
/** Room for the deepest rule of a segment: ten levels, each an object in a list. */
const deepestNesting = 24;

/**
 * Reads a JSON body; undefined if there is none. Own code rather than a body parser, because the bytes decide: text
 * that is not UTF-8 must be refused rather than patched, and nesting be counted before anything recurses.
 */
export async function readJsonBody(request: IncomingMessage, required: boolean): Promise<unknown> {
  const bytes = await readBytes(request, bodyLimit);
  if (bytes.length === 0) {
    if (required) throw new Problem('malformed_body', 'A JSON body is needed, and there is none.');
    return undefined;
  }
  requireType(request.headers['content-type'], 'application/json');
  return parseJson(decode(bytes));
}

/** Reads JSON text. Problem `malformed_body` for what is none, is nested too deep or must not travel on. */
export function parseJson(text: string): unknown {
  refuseNesting(text);
  const value = parse(text);
  refuseHazards(value);
  return value;
}

/** The bytes of a body, at most `limit` of them. */
export async function readBytes(request: IncomingMessage, limit: number): Promise<Buffer> {
  requireNoEncoding(request.headers['content-encoding']);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(request, limit);
  const chunks: Buffer[] = [];
  let length = 0;
  try {
    for await (const chunk of request.iterator({ destroyOnReturn: false })) {
      length += (chunk as Buffer).length;
      if (length > limit) throw tooLarge(request, limit);
      chunks.push(chunk as Buffer);
    }
  } catch (error) {
    if (error instanceof Problem) throw error;
    throw new Problem('bad_request', 'The body ended before it was complete.', { cause: error });
  }
  return chunks.length === 1 ? (chunks[0] as Buffer) : Buffer.concat(chunks);
}

/** The rest is read and thrown away: a client that is still sending could not hear the answer otherwise. */
function tooLarge(request: IncomingMessage, limit: number): Problem {
  request.resume();
  return new Problem('body_too_large', `A body may have at most ${limit} bytes here.`);
}

function requireNoEncoding(encoding: string | undefined): void {
  if (encoding === undefined || encoding.toLowerCase() === 'identity') return;
  throw new Problem('unsupported_media_type', 'Send the body as it is, without Content-Encoding.');
}

/** Refuses a body of any other type than `expected`, or in another charset than UTF-8. */
export function requireType(type: string | undefined, expected: string): void {
  const [essence = '', ...parameters] = (type ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((name) => name.startsWith('charset='));
  const isUtf8 = charset === undefined || /^charset="?utf-?8"?$/.test(charset);
  if (essence.trim() === expected && isUtf8) return;
  throw new Problem('unsupported_media_type', `Content-Type must be ${expected}, in UTF-8.`);
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Bytes as text. Problem `malformed_body` for what is not UTF-8. */
export function decode(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch (error) {
    throw new Problem('malformed_body', 'The body is not valid UTF-8.', { cause: error });
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Problem('malformed_body', 'The body is not valid JSON.', { cause: error });
  }
}

/** Counts brackets outside of strings. Text that is not JSON may pass here; the parser refuses it. */
function refuseNesting(text: string): void {
  let depth = 0;
  let inString = false;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (inString) {
      if (code === 0x5c) at += 1;
      else if (code === 0x22) inString = false;
    } else if (code === 0x22) inString = true;
    else if (code === 0x5b || code === 0x7b) {
      depth += 1;
      if (depth > deepestNesting) {
        throw new Problem('malformed_body', `The body may be nested ${deepestNesting} levels deep at most.`);
      }
    } else if (code === 0x5d || code === 0x7d) depth -= 1;
  }
}
