import type { Instant, ProgramDefinition } from './program';
import type { Actor } from './revision';

/** An edit that comes into force by itself. Plain JSON. */
export interface ScheduledChange {
  readonly id: string;
  readonly at: Instant;
  /** Who asked for it. */
  readonly actor: Actor;
  /** The fields that change, with their new values. */
  readonly definition: Partial<ProgramDefinition>;
  readonly createdAt: Instant;
}
