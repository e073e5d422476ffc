import type { Condition } from '../rule';
import { attribute, attributePrefix } from './attribute';
import { enrolledDays } from './enrolled-days';
import type { FieldDefinition } from './field';
import { lastVisitDays } from './last-visit-days';
import { spend } from './spend';
import { tier } from './tier';
import { visits } from './visits';

/** Every kind of field; those named `attributes.<key>` are one kind. */
export const fields = { attribute, enrolledDays, spend, visits, tier, lastVisitDays };
export type FieldKind = keyof typeof fields;

/** What a condition can ask about, for people. */
export const fieldNames = ['attributes.<key>', 'enrolledDays', 'spend', 'visits', 'tier', 'lastVisitDays'];

/** Which kind of field a name is of; null if there is none. */
export function fieldKind(name: unknown): FieldKind | null {
  if (typeof name !== 'string') return null;
  if (name.startsWith(attributePrefix)) return 'attribute';
  return name !== 'attribute' && Object.hasOwn(fields, name) ? (name as FieldKind) : null;
}

/** The definition of a kind of field, for conditions of that kind. */
export function definitionOf(kind: FieldKind): FieldDefinition<Condition> {
  return fields[kind];
}
