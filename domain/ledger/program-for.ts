import { assignVariant } from '../experiments/assign';
import { runningExperiment } from '../experiments/running';
import type { Instant, Program } from '../program/program';

/** A program as one customer meets it: with the config of the customer's variant while an experiment runs. */
export interface CustomerProgram extends Program {
  /** The variant whose config it has; left out where no experiment changes anything. */
  readonly variant?: string;
}

/** The program of a customer at an instant. Costs nothing while no experiment runs on it. */
export function programFor(program: Program, customerId: string, at: Instant): CustomerProgram {
  if (program.experiment === null) return program;
  const experiment = runningExperiment(program, at);
  if (experiment === null) return program;
  const { name } = assignVariant(experiment.id, customerId, experiment.variants);
  return underVariant(program, name) as CustomerProgram;
}

/**
 * A program as the ledger names it: at a version, and in a variant of the experiment that ran then; the program itself
 * without one. Undefined if no such variant was in that experiment.
 */
export function underVariant(program: Program, variant: string | undefined): CustomerProgram | undefined {
  if (variant === undefined) return program;
  const known = made.get(program) ?? new Map<string, CustomerProgram>();
  made.set(program, known);
  const found = known.get(variant) ?? make(program, variant);
  if (found !== undefined) known.set(variant, found);
  return found;
}

/** Snapshots never change: each is made into its few variants once. */
const made = new WeakMap<Program, Map<string, CustomerProgram>>();

/** What comes out has no experiment: to everything that reads it, it is a program like any other. */
function make(program: Program, variant: string): CustomerProgram | undefined {
  const found = program.experiment?.variants.find(({ name }) => name === variant);
  return found === undefined
    ? undefined
    : { ...program, ruleConfig: found.ruleConfig, experiment: null, variant };
}
