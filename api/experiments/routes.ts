import type { Route } from '../route';
import { endExperimentRoute } from './end';
import { experimentResultsRoute, getExperimentRoute } from './get';
import { listExperimentsRoute } from './list';

/** Every operation on experiments but their start, which is one on a program. */
export const experimentRoutes: readonly Route[] = [
  listExperimentsRoute,
  getExperimentRoute,
  experimentResultsRoute,
  endExperimentRoute,
];
