import { isDeepStrictEqual } from 'node:util';
import { definitionFields, type ProgramDefinition } from '../../domain/program/program';

/** Whether two programs are defined alike; the order of keys in a config is no difference. */
export function isSameDefinition(one: ProgramDefinition, other: ProgramDefinition): boolean {
  return definitionFields.every((field) => isDeepStrictEqual(one[field], other[field]));
}
