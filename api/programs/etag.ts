import { Problem } from '../problem';
import type { Reply } from '../route';

/** Headers of every answer that is one program. */
export function programHeaders({ body }: Reply): Record<string, string> {
  const version = (body as { version?: unknown } | undefined)?.version;
  return typeof version === 'number' ? { ETag: `"${version}"` } : {};
}

/**
 * Refuses a change that was made against another version than the current one. Weak and strong tags, lists and `*`
 * are understood; without the header every version is accepted.
 */
export function requireVersion(ifMatch: string | undefined, version: number, what = 'program'): void {
  if (ifMatch === undefined) return;
  if (!isTagList(ifMatch)) {
    throw new Problem('invalid_if_match', 'If-Match must be * or a list of ETags such as "7".');
  }
  if (etagMatches(ifMatch, version)) return;
  throw new Problem(
    'stale_version',
    `The ${what} is at version ${version}: read it again and repeat your change.`,
    {
      headers: { ETag: `"${version}"` },
    },
  );
}

const tagList = /^\s*(?:W\/)?"[\x21\x23-\x7e]*"(?:\s*,\s*(?:W\/)?"[\x21\x23-\x7e]*")*\s*$/;

function isTagList(header: string): boolean {
  return header.trim() === '*' || (header.length <= 1_000 && tagList.test(header));
}

/** Whether a list of ETags, as in If-Match and If-None-Match, names this version. */
export function etagMatches(header: string | undefined, version: number | string): boolean {
  if (header === undefined) return false;
  if (header.trim() === '*') return true;
  return header.split(',').some((tag) => tag.trim().replace(/^W\//, '') === `"${version}"`);
}
