import type { Instant, Program } from '../program/program';
import { statusAt } from '../program/status';
import type { RunningExperiment } from './variant';

/**
 * The experiment that runs on a program at an instant; null if none does. It ends with the program, also where that end
 * has come and nobody has recorded it yet.
 */
export function runningExperiment(program: Program, at: Instant): RunningExperiment | null {
  const { experiment } = program;
  return experiment === null || statusAt(program, at) === 'ENDED' ? null : experiment;
}
