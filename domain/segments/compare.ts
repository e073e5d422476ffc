import type { Comparison } from './rule';

/** Whether `left op right` holds; texts are compared by code units. */
export function compares<T extends number | string>(left: T, op: Comparison, right: T): boolean {
  switch (op) {
    case 'eq':
      return left === right;
    case 'lt':
      return left < right;
    case 'lte':
      return left <= right;
    case 'gt':
      return left > right;
    case 'gte':
      return left >= right;
  }
}
