import type { Route } from '../route';
import { countSegmentRoute } from './count';
import { createSegmentRoute } from './create';
import { deleteSegmentRoute } from './delete';
import { getSegmentRoute, listSegmentsRoute } from './get';
import { updateSegmentRoute } from './update';

/** Every operation on segments. */
export const segmentRoutes: readonly Route[] = [
  createSegmentRoute,
  listSegmentsRoute,
  getSegmentRoute,
  updateSegmentRoute,
  deleteSegmentRoute,
  countSegmentRoute,
];
