import { isDeepStrictEqual } from 'node:util';
import type { ProgramDefinition } from '../../domain/program/program';

const fields = [
  'name',
  'description',
  'ruleType',
  'ruleConfigDomain',
  'ruleConfig',
  'startsAt',
  'endsAt',
  'timezone',
  'currency',
  'locationIds',
  'gracePeriodDays',
  'endsSoonDays',
  'schedule',
  'segmentIds',
  'priority',
  'exclusiveGroup',
  'onPause',
] as const satisfies readonly (keyof ProgramDefinition)[];

/** Whether two programs are defined alike; the order of keys in a config is no difference. */
export function isSameDefinition(one: ProgramDefinition, other: ProgramDefinition): boolean {
  return fields.every((field) => isDeepStrictEqual(one[field], other[field]));
}
