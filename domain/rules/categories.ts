/** Categories of what is sold. Tills write them in many ways, so they are compared without regard to case. */
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

/** Finds categories that `categoryMultipliers` lists twice, as in `wine` and `Wine`. */
export function checkCategories(config: unknown): readonly ConfigProblem[] {
  const seen = new Set<string>();
  const problems: ConfigProblem[] = [];
  for (const key of Object.keys(fieldsOf(fieldsOf(config)['categoryMultipliers']))) {
    if (seen.has(normal(key))) {
      const message = `Category "${key.slice(0, 40)}" is listed twice, keep one of them (upper and lower case are the same)`;
      problems.push(problem(['categoryMultipliers', key], 'duplicate_category', message));
    }
    seen.add(normal(key));
  }
  return problems;
}
