import type { Instant, Program } from './program';

/** A stretch of time in which nothing that customers hold expired, half-open. */
export interface Freeze {
  readonly from: Instant;
  readonly to: Instant;
}

/** What a program remembers of its freezes. */
export type FreezeFacts = Pick<Program, 'freezes' | 'frozenSince' | 'endsAt'>;

/**
 * The freezes of a program after a change at `at`. Expiry is frozen while the program is paused and its owner wants it
 * so: pausing begins a freeze; resuming, the end, deletion and changing one's mind end it. Pure.
 */
export function freezesAfter(
  before: Program,
  after: Program,
  at: Instant,
): Pick<Program, 'freezes' | 'frozenSince'> {
  const { freezes, frozenSince } = before;
  if (isFreezing(after)) return { freezes, frozenSince: frozenSince ?? at };
  if (frozenSince === null || frozenSince === at) return { freezes, frozenSince: null };
  return { freezes: [...freezes, { from: frozenSince, to: at }], frozenSince: null };
}

function isFreezing({ lifecycle, deletedAt, onPause }: Program): boolean {
  return lifecycle === 'PAUSED' && deletedAt === null && onPause.freezeExpiry;
}

/**
 * The running freeze as it stands at `now`; null if there is none. A program that ends while it is paused ends the
 * freeze at that instant, whether or not that is in its log yet.
 */
export function runningFreeze({ frozenSince, endsAt }: FreezeFacts, now: Instant): Freeze | null {
  if (frozenSince === null) return null;
  const to = Math.min(now, endsAt ?? Number.POSITIVE_INFINITY);
  return to > frozenSince ? { from: frozenSince, to } : null;
}

/**
 * The instant up to which time counts that nobody has frozen: `now`, or the beginning of the freeze that is going on.
 * What expires later, going by the finished freezes alone, has not expired by `now`.
 */
export function unfrozenUntil({ frozenSince, endsAt }: FreezeFacts, now: Instant): Instant {
  if (frozenSince === null || (endsAt !== null && endsAt <= now)) return now;
  return Math.min(frozenSince, now);
}
