import type { Instant } from './program';

/** RFC 3339 in UTC with milliseconds; null stays null. */
export function iso(instant: Instant): string;
export function iso(instant: Instant | null): string | null;
export function iso(instant: Instant | null): string | null {
  return instant === null ? null : new Date(instant).toISOString();
}
