import { pointerOf } from '../rules/problem';
import type { SegmentRule } from './rule';

/** A program that a rule asks about, and where. */
export interface ProgramMention {
  readonly programId: string;
  /** JSON pointer into the rule. */
  readonly pointer: string;
}

/** Every mention of a program in a valid rule: whoever stores the rule must see to it that they exist. */
export function programsIn(rule: SegmentRule, path: readonly (string | number)[] = []): ProgramMention[] {
  if ('all' in rule) return rule.all.flatMap((member, i) => programsIn(member, [...path, 'all', i]));
  if ('any' in rule) return rule.any.flatMap((member, i) => programsIn(member, [...path, 'any', i]));
  if ('not' in rule) return programsIn(rule.not, [...path, 'not']);
  const { programId } = rule as { programId?: string };
  return programId === undefined ? [] : [{ programId, pointer: pointerOf([...path, 'programId']) }];
}
