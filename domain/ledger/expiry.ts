import { type Freeze, type FreezeFacts, runningFreeze } from '../program/freeze';
import type { Instant } from '../program/program';
import type { Lot, Reward } from './sheet';

/** What can expire, as it is stored: `expiresAt` is what was promised, without any freeze. */
export type Held = Pick<Lot, 'expiresAt' | 'earnedAt'> | Pick<Reward, 'expiresAt' | 'issuedAt'>;

/**
 * When something expires: as promised, and later by every stretch in which its program had frozen expiry and it was
 * held and had not expired. During a freeze it is what it would be if the freeze ended now. Null for never.
 */
export function expiryOf(held: Held, program: FreezeFacts, now: Instant): Instant | null {
  const known = knownExpiryOf(held, program);
  if (known === null || program.frozenSince === null) return known;
  const running = runningFreeze(program, now);
  return running === null ? known : moved(known, sinceOf(held), running);
}

/** The same by the finished freezes alone: it expires then or later, however long the running freeze takes. */
export function knownExpiryOf(held: Held, { freezes }: Pick<FreezeFacts, 'freezes'>): Instant | null {
  if (held.expiresAt === null || freezes.length === 0) return held.expiresAt;
  const since = sinceOf(held);
  return freezes.reduce((expiry, freeze) => moved(expiry, since, freeze), held.expiresAt);
}

/** Whether something has expired by `now`. It can be used up to that instant, not at it. */
export function hasExpired(held: Held, program: FreezeFacts, now: Instant): boolean {
  const expiry = expiryOf(held, program, now);
  return expiry !== null && expiry <= now;
}

/** Lots or rewards as they stand at `now`: with the expiry that they really have. */
export function asHeld<T extends Held>(all: readonly T[], program: FreezeFacts, now: Instant): readonly T[] {
  if (program.freezes.length === 0 && program.frozenSince === null) return all;
  return all.map((held) => ({ ...held, expiresAt: expiryOf(held, program, now) }));
}

/** Freezes are in order: what had expired when one began is not moved by it, nor by later ones. */
function moved(expiry: Instant, since: Instant, { from, to }: Freeze): Instant {
  return expiry <= from || to <= since ? expiry : expiry + to - Math.max(from, since);
}

function sinceOf(held: Held): Instant {
  return 'earnedAt' in held ? held.earnedAt : held.issuedAt;
}
