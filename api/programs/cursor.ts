import { createHmac, timingSafeEqual } from 'node:crypto';
import type { ListPosition } from '../../db/programs/list-programs';
import { Problem } from '../problem';

/** A place in a list and the direction to go on from it. */
export interface Cursor {
  readonly row: ListPosition;
  readonly backwards: boolean;
}

const macBytes = 16;

/**
 * Makes a cursor opaque and unforgeable. `context` names the list it belongs to (business, order, filters): with any
 * other list it is refused.
 */
export function encodeCursor({ row, backwards }: Cursor, context: string, key: Buffer): string {
  const payload = Buffer.from(JSON.stringify([backwards ? 1 : 0, row.value, row.id]));
  return Buffer.concat([mac(payload, context, key), payload]).toString('base64url');
}

/** Reads a cursor back. Problem `invalid_cursor` if it was not made for this list. */
export function decodeCursor(text: string, context: string, key: Buffer): Cursor {
  const bytes = Buffer.from(text, 'base64url');
  const payload = bytes.subarray(macBytes);
  const genuine =
    bytes.length > macBytes &&
    bytes.toString('base64url') === text &&
    timingSafeEqual(bytes.subarray(0, macBytes), mac(payload, context, key));
  if (!genuine) {
    throw new Problem(
      'invalid_cursor',
      'The cursor does not belong to this list: use it with the same sort and filters, or start again.',
    );
  }
  const [backwards, value, id] = JSON.parse(payload.toString()) as [number, string | number | null, string];
  return { row: { value, id }, backwards: backwards === 1 };
}

function mac(payload: Buffer, context: string, key: Buffer): Buffer {
  return createHmac('sha256', key)
    .update(context)
    .update('\0')
    .update(payload)
    .digest()
    .subarray(0, macBytes);
}
