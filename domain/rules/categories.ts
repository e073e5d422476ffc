/** Categories of what is sold. Tills write them in many ways, so they are compared without regard to case. */
import { categoryKey } from './fields';
import { type ConfigProblem, fieldsOf, problem } from './problem';

/** The form in which categories are compared. */
export function sameCategory(a: string | undefined, b: string): boolean {
  return a !== undefined && normal(a) === normal(b);
}

const normal = (category: string): string => category.trim().toLowerCase();

/** The multiplier of `category`, 1 when the map has none. */
export function multiplierOf(
  multipliers: Readonly<Record<string, number>> | undefined,
  category: string | undefined,
): number {
  for (const [key, multiplier] of Object.entries(multipliers ?? {})) {
    if (sameCategory(category, key)) return multiplier;
  }
  return 1;
}

/** Finds categories that are badly named, or listed twice, as in `wine` and `Wine`. */
export function checkCategories(config: unknown): readonly ConfigProblem[] {
  const multipliers = fieldsOf(config)['categoryMultipliers'];
  return [...checkNames(multipliers, ['categoryMultipliers']), ...duplicates(multipliers)];
}

/** Finds keys of a map that are not fit as names. */
export function checkNames(map: unknown, path: readonly (string | number)[]): readonly ConfigProblem[] {
  const message = 'A name must have 1 to 40 letters, digits, "_" or "-"';
  return Object.keys(fieldsOf(map))
    .filter((key) => !categoryKey.test(key))
    .map((key) => problem([...path, key], 'invalid_name', message));
}

function duplicates(multipliers: unknown): ConfigProblem[] {
  const seen = new Set<string>();
  return Object.keys(fieldsOf(multipliers)).flatMap((key) => {
    const known = seen.has(normal(key));
    seen.add(normal(key));
    const message = `Category "${key.slice(0, 40)}" is listed twice, keep one of them (upper and lower case are the same)`;
    return known ? [problem(['categoryMultipliers', key], 'duplicate_category', message)] : [];
  });
}
