import { notFound, type Problem } from '../problem';
import type { Route } from '../route';
import { programId } from './program-id';

/** The path parameters of every operation on one version of a program. */
export const versionId: NonNullable<Route['params']> = {
  ...programId,
  version: {
    description: 'Number of the version, from 1',
    missing: 'version_not_found',
    kind: 'number',
  },
};

/** The number in the path, which has the form of one. */
export function versionIn(params: Readonly<Record<string, string>>): number {
  return Number(params['version']);
}

/** The program exists, and has not had this version. */
export function noSuchVersion(): Problem {
  return notFound('version_not_found');
}
