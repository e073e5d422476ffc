import { nextTransitionAt, settle } from './due';
import { lookAheadMs } from './edges';
import type { Instant, Program } from './program';
import type { Revision, RevisionKind } from './revision';

/** One coming transition of a program. */
export interface TimelineEntry {
  readonly at: Instant;
  readonly kind: RevisionKind;
  /** The change that comes into force, where it is one that was scheduled. */
  readonly scheduledChangeId?: string;
}

/**
 * Everything that will happen to a program after `now` and up to `until` if nobody touches it, found by the same
 * function that makes it happen, step by step as it is asked for. Pure.
 * @param edgesBefore windows and blackouts are followed up to here
 */
export function* coming(
  program: Program,
  now: Instant,
  until: Instant,
  edgesBefore: Instant = now + lookAheadMs,
): Generator<TimelineEntry> {
  let current = settle(program, now).program;
  for (let from = now; ; ) {
    const at = nextTransitionAt(current, from, edgesBefore);
    if (at === null || at > until) return;
    const change = settle(current, at);
    for (const revision of change.revisions) {
      yield entryOf(revision, current);
      current = revision.program;
    }
    from = at;
  }
}

function entryOf({ occurredAt: at, kind, program }: Revision, before: Program): TimelineEntry {
  if (kind !== 'updated') return { at, kind };
  const applied = before.scheduledChanges.find((change) => !program.scheduledChanges.includes(change));
  return applied === undefined ? { at, kind } : { at, kind, scheduledChangeId: applied.id };
}

/** The coming transitions, with how far they are all there. */
export interface Timeline {
  readonly entries: readonly TimelineEntry[];
  /** Up to here nothing is left out; less than was asked for when that would have been too much. */
  readonly until: Instant;
}

/** More entries than this are not listed. */
const mostEntries = 1_000;

/** How far ahead windows and blackouts are followed. */
const farthestEdgesMs = 10 * 366 * 24 * 60 * 60 * 1000;

/** What is coming up to `until`, as much of it as is bearable to find and to read. */
export function timeline(program: Program, now: Instant, until: Instant): Timeline {
  const last = program.schedule === null ? until : Math.min(until, now + farthestEdgesMs);
  const entries: TimelineEntry[] = [];
  for (const entry of coming(program, now, last, last + 1)) {
    if (entries.push(entry) > mostEntries) return cutAt(entry.at, entries);
  }
  return { entries, until: last };
}

function cutAt(at: Instant, entries: readonly TimelineEntry[]): Timeline {
  return { entries: entries.filter((entry) => entry.at < at), until: at - 1 };
}
