import { localHour } from '../../../domain/calendar';
import { isWithin, type ValidHours } from '../../../domain/rules/hours';
import type { Interval } from '../../../domain/schedule/schedule';

/** Every zone is off UTC by quarters of an hour. */
const quarterMs = 900_000;
const dayMs = 24 * 60 * 60 * 1_000;

/** Whether any of these stretches meets the hours that count, in any of these zones. */
export function meetsHours(
  stretches: Iterable<Interval>,
  hours: ValidHours,
  zones: readonly string[],
): boolean {
  for (const [start, end] of stretches) {
    if (end - start >= dayMs) return true;
    if (zones.some((zone) => meets([start, end], hours, zone))) return true;
  }
  return false;
}

/** An hour that counts begins or goes on at the start, or begins at one of the quarters of an hour after it. */
function meets([start, end]: Interval, hours: ValidHours, zone: string): boolean {
  for (let at = start; at < end; at = Math.floor(at / quarterMs + 1) * quarterMs) {
    if (isWithin(hours, localHour(at, zone))) return true;
  }
  return false;
}
