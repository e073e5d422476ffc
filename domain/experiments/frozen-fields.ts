import type { Program, ProgramDefinition } from '../program/program';
import { isSameConfig } from './same-config';

/** What an experiment tries out, or is tried out on: it stays as it is while one runs. */
type FieldUnderTest = keyof Pick<ProgramDefinition, 'ruleType' | 'ruleConfig' | 'currency'>;

/** Which fields under test an edit would change: none may while an experiment runs, nor be scheduled to when one starts. */
export function changesUnderTest(
  program: Program,
  { ruleType, ruleConfig, currency }: Partial<ProgramDefinition>,
): FieldUnderTest[] {
  const changed: FieldUnderTest[] = [];
  if (ruleType !== undefined && ruleType !== program.ruleType) changed.push('ruleType');
  if (ruleConfig !== undefined && !isSameConfig(ruleConfig, program.ruleConfig)) changed.push('ruleConfig');
  if (currency !== undefined && currency !== program.currency) changed.push('currency');
  return changed;
}
