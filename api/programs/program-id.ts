import type { Route } from '../route';

/** The path parameter of every operation on one program. */
export const programId: NonNullable<Route['params']> = {
  id: { description: 'Id of the program', missing: 'program_not_found' },
};
