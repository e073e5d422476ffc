import { pointerOf } from '../../domain/rules/problem';
import { type FieldError, Problem } from '../problem';

/**
 * Refuses what is JSON but must not travel on: keys that reach into JavaScript's prototypes, and text that Postgres
 * cannot store (NUL, halves of surrogate pairs). The nesting was bounded before, so recursion is safe.
 */
export function refuseHazards(value: unknown): void {
  const errors: FieldError[] = [];
  visit(value, [], errors);
  if (errors.length === 0) return;
  throw new Problem('malformed_body', errors[0]?.message ?? '', { errors });
}

const mostErrors = 20;

function visit(value: unknown, path: (string | number)[], errors: FieldError[]): void {
  if (errors.length >= mostErrors) return;
  if (typeof value === 'string') {
    if (!isStorable(value)) report(errors, path, 'unstorable_text', 'holds a character that is no text');
  } else if (Array.isArray(value)) {
    for (const [index, item] of value.entries()) visit(item, [...path, index], errors);
  } else if (typeof value === 'object' && value !== null) {
    for (const [key, child] of Object.entries(value)) visitEntry(key, child, [...path, key], errors);
  }
}

function visitEntry(key: string, child: unknown, path: (string | number)[], errors: FieldError[]): void {
  if (key === '__proto__' || !isStorable(key)) {
    report(errors, path.slice(0, -1), 'reserved_key', 'has a field whose name is not allowed');
  }
  visit(child, path, errors);
}

function report(errors: FieldError[], path: (string | number)[], code: string, what: string): void {
  const pointer = pointerOf(path);
  errors.push({ pointer, code, message: `${pointer === '' ? 'The body' : pointer} ${what}` });
}

/** Whether Postgres can store a text: no NUL, no half of a surrogate pair. */
export function isStorable(text: string): boolean {
  return !text.includes('\0') && isWellFormed(text);
}

/** Well-formed text survives being read as UTF-16 with the `u` flag without a lone surrogate. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}
