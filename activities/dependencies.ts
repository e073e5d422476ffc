import type { Knex } from 'knex';
import type { Logger } from 'pino';
import type { Instant } from '../domain/program/program';
import type { Revision } from '../domain/program/revision';
import type { StartedProgram } from '../workflows/program-start.messages';
import type { EventPublisher } from './event-publisher';

/** What activities need from the process that runs them. */
export interface ActivityDependencies {
  readonly knex: Knex;
  readonly publisher: EventPublisher;
  readonly logger: Logger;
  /** The process's clock. */
  readonly now: () => Instant;
  /** Starts or wakes a program's workflow; without it that is left to the sweeper. */
  readonly wake?: (program: StartedProgram) => Promise<void>;
  /** Told about every revision that the workflow's activities record; for metrics. */
  readonly recorded?: (revision: Revision, at: Instant) => void;
}

/** Which program an activity is about, and the workflow's clock when it asked. */
export interface ProgramRequest {
  readonly programId: string;
  readonly businessId: string;
  readonly at: Instant;
}

/**
 * The instant at which an activity acts: the later of the two clocks. The workflow's timer has fired by its own
 * clock, so a worker whose clock is behind must not find that nothing is due yet.
 */
export function instantOf({ now }: ActivityDependencies, { at }: ProgramRequest): Instant {
  return Math.max(now(), at);
}
