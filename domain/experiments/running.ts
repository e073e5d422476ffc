import type { Instant, Program } from '../program/program';
import type { RunningExperiment } from './variant';

/**
 * The experiment that runs on a program at an instant; null if none does. It ends with the program: where that end has
 * been recorded the program has none (`append`), and here also where the end has come but nobody has recorded it yet.
 */
export function runningExperiment(
  { experiment, endsAt }: Pick<Program, 'experiment' | 'endsAt'>,
  at: Instant,
): RunningExperiment | null {
  return endsAt !== null && endsAt <= at ? null : experiment;
}
