import { isDeepStrictEqual } from 'node:util';
import { Problem } from '../problem';

/** Refuses a body that says anything, for operations that take none. */
export function refuseBody(body: unknown): void {
  if (body === undefined || isDeepStrictEqual(body, {})) return;
  throw new Problem('invalid_request', 'This command takes no body; send none, or {}.');
}
