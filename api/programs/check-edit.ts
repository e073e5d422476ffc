import { changesUnderTest } from '../../domain/experiments/frozen-fields';
import { settle } from '../../domain/program/due';
import type { Program, ProgramDefinition } from '../../domain/program/program';
import { Problem } from '../problem';
import type { Call } from '../route';
import { editBody } from './body-schema';
import { checkPending } from './check-pending';
import { checkDefinition, type DefinitionCheck } from './check-definition';
import { checkShape } from './check-shape';
import { type Fault, meaningFault } from './faults';

/** Reads the definition in an edit's body against the program as stored. Problem if the program has ended. */
export function checkEdit({ body, now }: Call, stored: Program): DefinitionCheck {
  const { program } = settle(stored, now);
  if (program.lifecycle === 'ENDED') {
    throw new Problem('program_ended', 'The program has ended; it can be duplicated, not edited.');
  }
  const shape = checkShape(body, editBody);
  const check = checkDefinition(shape, {
    defaults: { timezone: program.timezone, currency: program.currency },
    now,
    live: program.lifecycle !== 'DRAFT',
  });
  const faults = [
    ...check.faults,
    ...checkRuleType(program, shape.body.ruleType),
    ...checkExperiment(program, check.definition),
    ...(check.definition === null ? [] : checkPending(program, check.definition)),
  ];
  return faults.length === 0 ? check : { ...check, definition: null, faults };
}

/** What is tried out stays as it is meanwhile: otherwise nobody knows what the results are about. */
export function checkExperiment(program: Program, edit: Partial<ProgramDefinition> | null): Fault[] {
  if (program.experiment === null || edit === null) return [];
  const message =
    'An experiment runs on the program: end it first, then change the rule type, rule config or currency';
  return changesUnderTest(program, edit).map((field) =>
    meaningFault(`/${field}`, 'experiment_running', message),
  );
}

function checkRuleType(program: Program, ruleType: Program['ruleType'] | undefined): Fault[] {
  if (ruleType === undefined || ruleType === program.ruleType || program.lifecycle === 'DRAFT') return [];
  const message = `Rule type of a program that was activated must stay ${program.ruleType}`;
  return [meaningFault('/ruleType', 'rule_type_fixed', message)];
}
