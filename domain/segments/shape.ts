/** What must be refused before anything recurses into a rule: depth, and sizes that would cost time. Iterative. */
import { type ConfigProblem, fieldsOf, problem } from '../rules/problem';
import { deepestRule, mostConditions, mostListed } from './rule';

type Path = readonly (string | number)[];

interface Visit {
  readonly value: unknown;
  readonly path: Path;
  readonly depth: number;
}

/** No valid rule has more nodes: each condition has at most so many groups around it. */
const mostNodes = mostConditions * deepestRule;

/** No condition has more fields. */
const mostFields = 10;

/** The first thing that makes a rule too large to look into, or unsafe; null when there is none. */
export function shapeProblem(rule: unknown): ConfigProblem | null {
  const waiting: Visit[] = [{ value: rule, path: [], depth: 1 }];
  let nodes = 0;
  let conditions = 0;
  for (let visit = waiting.pop(); visit !== undefined; visit = waiting.pop()) {
    nodes += 1;
    const found = nodeProblem(visit);
    if (found !== null) return found;
    const members = membersOf(visit);
    if (members.length === 0) conditions += 1;
    if (conditions > mostConditions || nodes > mostNodes) {
      return problem([], 'too_many', `A rule must have at most ${mostConditions} conditions`);
    }
    waiting.push(...members.toReversed());
  }
  return null;
}

function nodeProblem({ value, path, depth }: Visit): ConfigProblem | null {
  if (depth > deepestRule) {
    return problem(path, 'too_deep', `A rule must have at most ${deepestRule} levels of conditions`);
  }
  const keys = Object.keys(fieldsOf(value));
  if (keys.includes('__proto__')) {
    const message = '"__proto__" cannot be the name of a field, remove it';
    return problem([...path, '__proto__'], 'reserved_key', message);
  }
  if (keys.length > mostFields && !Array.isArray(value)) {
    return problem(path, 'too_many', `A condition must have at most ${mostFields} fields`);
  }
  const long = ['all', 'any', 'value'].find((key) => lengthOf(fieldsOf(value)[key]) > mostListed);
  if (long === undefined) return null;
  return problem([...path, long], 'too_many', `A list in a rule must have at most ${mostListed} entries`);
}

function lengthOf(value: unknown): number {
  return Array.isArray(value) ? value.length : 0;
}

/** The rules within a rule. What is no group has none. */
function membersOf({ value, path, depth }: Visit): Visit[] {
  return Object.entries(fieldsOf(value)).flatMap(([key, child]) => {
    if ((key === 'all' || key === 'any') && Array.isArray(child)) {
      return child.map((member, i) => ({ value: member, path: [...path, key, i], depth: depth + 1 }));
    }
    return key === 'not' ? [{ value: child, path: [...path, key], depth: depth + 1 }] : [];
  });
}
