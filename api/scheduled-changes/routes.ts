import type { Route } from '../route';
import { cancelChangeRoute } from './cancel';
import { listScheduledChangesRoute } from './list';
import { scheduleChangeRoute } from './schedule';

/** Every operation on changes that are to come. */
export const scheduledChangeRoutes: readonly Route[] = [
  scheduleChangeRoute,
  listScheduledChangesRoute,
  cancelChangeRoute,
];
