import { periodAt } from '../../../domain/calendar';
import type { Reach } from '../../../domain/rules/reach';
import type { DayRange } from './open-days';

const dayMs = 24 * 60 * 60 * 1_000;

/** The most of these days that lie in one calendar period. A day's number is its date, whatever the zone. */
export function mostInPeriod(
  days: readonly DayRange[],
  period: Extract<NonNullable<Reach['within']>, { readonly period: unknown }>['period'],
): number {
  const counts = new Map<string, number>();
  for (const [first, last] of days) {
    for (let day = first; day <= last; day += 1) {
      const { key } = periodAt(day * dayMs, 'UTC', period);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  }
  return Math.max(0, ...counts.values());
}
