import { nextTransitionAt, settle } from './due';
import type { Instant, Program } from './program';
import type { RevisionKind } from './revision';

/** One coming transition of a program. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly kind: RevisionKind;
}

/**
 * Everything that will happen to a program after `now` and up to `until` if nobody touches it, found by the same
 * function that makes it happen. Pure.
 */
export function timeline(program: Program, now: Instant, until: Instant): TimelineEntry[] {
  const entries: TimelineEntry[] = [];
  let current = settle(program, now).program;
  for (let at = nextTransitionAt(current); at !== null && at <= until; at = nextTransitionAt(current)) {
    const change = settle(current, at);
    entries.push(...change.revisions.map((revision) => ({ at: revision.occurredAt, kind: revision.kind })));
    current = change.program;
  }
  return entries;
}
