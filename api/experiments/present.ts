import type { Experiment } from '../../db/experiments/experiment';
import { iso } from '../../domain/program/view';

/** An experiment as the API shows it. */
export function presentExperiment(experiment: Experiment) {
  const { id, programId, name, metric, status, variants, startedAt, endedAt, promoted } = experiment;
  return {
    id,
    programId,
    name,
    metric,
    status,
    variants: variants.map((variant) => ({ ...variant, control: variant.control === true })),
    startedAt: iso(startedAt),
    endedAt: iso(endedAt),
    promoted,
  };
}
