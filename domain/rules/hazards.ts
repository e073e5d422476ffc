/** What must be refused before a schema looks at a value: keys that schemas never see, and sizes that would cost time. */
import { type ConfigProblem, problem } from './problem';

/** Deeper than any config; what lies below is under a field that the schema refuses. */
const deepest = 8;

/** The largest config that is valid has some 1,700 values. */
const mostValues = 5_000;

/** Own keys named `__proto__`, at any depth. JSON can hold them, and Joi passes them silently. */
export function reservedKeys(value: unknown, path: readonly (string | number)[] = []): ConfigProblem[] {
  if (typeof value !== 'object' || value === null || path.length > deepest) return [];
  return Object.entries(value).flatMap(([key, child]) =>
    key === '__proto__'
      ? [problem([...path, key], 'reserved_key', '"__proto__" cannot be the name of a field, remove it')]
      : reservedKeys(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
}

/** The problem of a config with far more values than any valid one; null when it is of a sensible size. */
export function oversize(value: unknown): ConfigProblem | null {
  const counted = countValues(value, 0, 0);
  return counted > mostValues ? problem([], 'too_large', `Rule config must have at most 5,000 values`) : null;
}

function countValues(value: unknown, depth: number, before: number): number {
  if (typeof value !== 'object' || value === null || depth > deepest) return before + 1;
  let count = before + 1;
  for (const child of Object.values(value)) {
    if (count > mostValues) return count;
    count = countValues(child, depth + 1, count);
  }
  return count;
}
