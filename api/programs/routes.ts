import { analyticsRoute } from '../analytics/get';
import { previewNewRoute, previewRoute } from '../preview/routes';
import { startExperimentRoute } from '../experiments/start';
import type { Route } from '../route';
import { bulkRoute } from './bulk';
import { createRoute } from './create';
import { duplicateRoute } from './duplicate';
import { getRoute } from './get';
import { historyRoute } from './history';
import { deleteRoute, lifecycleRoutes } from './lifecycle';
import { listRoute } from './list';
import { restoreVersionRoute } from './restore-version';
import { simulateRoute } from './simulate';
import { timelineRoute } from './timeline';
import { updateRoute } from './update';
import { versionRoute } from './version';
import { validateEditRoute, validateNewRoute } from './validate';

/** Every operation on programs. */
export const programRoutes: readonly Route[] = [
  createRoute,
  listRoute,
  getRoute,
  updateRoute,
  deleteRoute,
  ...lifecycleRoutes,
  duplicateRoute,
  bulkRoute,
  validateNewRoute,
  validateEditRoute,
  previewNewRoute,
  previewRoute,
  simulateRoute,
  historyRoute,
  versionRoute,
  restoreVersionRoute,
  timelineRoute,
  startExperimentRoute,
  analyticsRoute,
];
