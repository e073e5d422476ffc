import type { IncomingMessage } from 'node:http';
import { type FieldError, Problem } from '../problem';
import { decode, parseJson, readBytes, requireType } from './json-body';

/** Bytes and lines that a body of lines may have. */
export const ndjsonLimit = 5 * 1024 * 1024;
export const mostLines = 10_000;

/** One line of the body: its number from 1, and its value or why it has none. */
export type NdjsonLine = { readonly line: number } & (
  | { readonly value: unknown }
  | { readonly errors: readonly FieldError[] }
);

/** Reads a body of one JSON value per line. Blank lines are skipped; a bad line does not spoil the others. */
export async function readNdjsonBody(request: IncomingMessage): Promise<readonly NdjsonLine[]> {
  const bytes = await readBytes(request, ndjsonLimit);
  requireType(request.headers['content-type'], 'application/x-ndjson');
  const texts = decode(bytes)
    .split('\n')
    .map((text, index) => ({ text: text.trim(), line: index + 1 }))
    .filter(({ text }) => text !== '');
  if (texts.length === 0) throw new Problem('malformed_body', 'The body has no lines.');
  if (texts.length > mostLines) {
    throw new Problem('body_too_large', `A body may have at most ${mostLines} lines; send the rest apart.`);
  }
  return texts.map(readLine);
}

function readLine({ text, line }: { text: string; line: number }): NdjsonLine {
  try {
    return { line, value: parseJson(text) };
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const whole = { pointer: '', code: error.code, message: error.detail };
    return { line, errors: error.extras.errors ?? [whole] };
  }
}
