import { pointerOf } from './rules/problem';

/** One field that differs between two versions of something. */
export interface Difference {
  /** JSON pointer to the field. */
  readonly pointer: string;
  /** Before; null also where the field was not there. */
  readonly from: unknown;
  /** After; null also where the field is no more. */
  readonly to: unknown;
}

/**
 * What differs between two JSON values, field by field, in the order of the pointers' first appearance. Objects are
 * compared deeply; so are lists of as many objects as before, place by place (tiers). Any other list differs as a
 * whole: the places of ids say nothing. Pure.
 */
export function differences(before: unknown, after: unknown): Difference[] {
  return compare([], before, after);
}

function compare(path: readonly (string | number)[], before: unknown, after: unknown): Difference[] {
  if (isRecord(before) && isRecord(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => compare([...path, key], before[key], after[key]));
  }
  if (isListOfRecords(before) && isListOfRecords(after) && before.length === after.length) {
    return before.flatMap((item, index) => compare([...path, index], item, after[index]));
  }
  const [from, to] = [before ?? null, after ?? null];
  return isSame(from, to) ? [] : [{ pointer: pointerOf(path), from, to }];
}

type Json = Readonly<Record<string, unknown>>;

function isRecord(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isListOfRecords(value: unknown): value is readonly Json[] {
  return Array.isArray(value) && value.every(isRecord);
}

/** Whether two values that are not both objects are equal, lists item by item. */
function isSame(one: unknown, other: unknown): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return (
    one.length === other.length && one.every((item, index) => compare([], item, other[index]).length === 0)
  );
}
