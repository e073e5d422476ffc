import type { Route } from '../route';

/** The path parameter of operations on one segment. */
export const segmentId: NonNullable<Route['params']> = {
  id: { description: 'Id of the segment', missing: 'segment_not_found' },
};
