import { OutOfEdges } from '../../../domain/schedule/open-time';
import { earningTime } from './open-days';
import type { WarningCheck } from './warning';

/** Windows and blackouts that leave nothing between the start and the end. */
export const neverOpen: WarningCheck = (definition, context) => {
  if (definition.schedule === null) return [];
  try {
    const [first] = earningTime(definition, context);
    if (first !== undefined) return [];
  } catch (error) {
    if (error instanceof OutOfEdges) return [];
    throw error;
  }
  const message =
    'Windows and blackouts leave no time between the start and the end in which customers can earn';
  return [{ pointer: '/schedule', code: 'never_open', message }];
};
