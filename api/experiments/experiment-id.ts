import type { Route } from '../route';

/** The path parameter of every operation on one experiment. */
export const experimentId: NonNullable<Route['params']> = {
  id: { description: 'Id of the experiment', missing: 'experiment_not_found' },
};
