import type { Instant, Program } from '../../domain/program/program';
import { iso } from '../../domain/program/view';
import { merge } from './from-template';
import { definitionBody } from './stored-body';

const longestName = 255;
const suffix = ' (copy)';

/**
 * The body of a create that copies a program: its definition, with `overrides` laid over it, deep within objects. A
 * start or an end that has passed is left out, and so is the old config where the overrides choose another rule type.
 * What the overrides hold is not validated.
 */
export function copyBody(original: Program, overrides: unknown, now: Instant): unknown {
  const base = {
    ...definitionBody(original),
    name: copyName(original.name),
    startsAt: iso(ahead(original.startsAt, now)),
    endsAt: iso(ahead(original.endsAt, now)),
  };
  if (overrides === undefined) return base;
  return merge(keepsConfig(original, overrides) ? base : { ...base, ruleConfig: undefined }, overrides);
}

/** "<name> (copy)", the name cut where both would not fit; never within a character. */
export function copyName(name: string): string {
  let cut = '';
  for (const character of name) {
    if (cut.length + character.length + suffix.length > longestName) break;
    cut += character;
  }
  return cut.trimEnd() + suffix;
}

function ahead(at: Instant | null, now: Instant): Instant | null {
  return at !== null && at > now ? at : null;
}

function keepsConfig({ ruleType }: Program, overrides: unknown): boolean {
  const wanted = (overrides as { ruleType?: unknown } | null)?.ruleType;
  return wanted === undefined || wanted === ruleType;
}
