import { ruleFor } from '../../domain/rules';
import type { Answer } from '../testing/client.fixtures';
import type { TestApi } from '../testing/api.fixtures';

const { defaults } = ruleFor('PUNCH_CARD');

/** Ten punches against eight; half of the customers each. */
export const control = {
  name: 'control',
  weight: 50,
  control: true,
  ruleConfig: { ...defaults, punchesRequired: 10 },
};
export const eight = { name: 'eight', weight: 50, ruleConfig: { ...defaults, punchesRequired: 8 } };

/** A body that starts an experiment, with what a test wants to differ. */
export function wanted(differing: object = {}): Record<string, unknown> {
  return { name: 'Eight or ten', metric: 'redemptionRate', variants: [control, eight], ...differing };
}

/** Starts an experiment on a program. */
export function start(
  api: TestApi,
  programId: string,
  body: unknown = wanted(),
  headers = {},
): Promise<Answer> {
  return api.send({ method: 'POST', path: `/programs/${programId}/experiments`, body, headers });
}

/** Ends an experiment. */
export function end(api: TestApi, id: string, body?: unknown, headers = {}): Promise<Answer> {
  return api.send({ method: 'POST', path: `/experiments/${id}/end`, body, headers });
}
