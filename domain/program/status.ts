import type { Instant, Program, ProgramStatus } from './program';

/** The facts that decide a program's status. SQL's `program_status` takes the same ones. */
export type StatusFacts = Pick<Program, 'lifecycle' | 'startsAt' | 'endsAt' | 'deletedAt'>;

/** Why a program earns nothing at an instant. */
export type NotEarningReason = 'draft' | 'not_started' | 'paused' | 'ended' | 'deleted';

/**
 * The status of a program at an instant: the one definition that the API, the earn transaction, SQL filters
 * (`program_status`, tested equal) and the workflow use.
 */
export function statusAt(program: StatusFacts, now: Instant): ProgramStatus {
  if (program.deletedAt !== null || program.lifecycle === 'ENDED') return 'ENDED';
  if (program.endsAt !== null && program.endsAt <= now) return 'ENDED';
  if (program.lifecycle !== 'LIVE') return program.lifecycle;
  return hasStarted(program, now) ? 'ACTIVE' : 'SCHEDULED';
}

/** Null when customers can earn at `now`, otherwise the reason why not. */
export function notEarningReason(program: StatusFacts, now: Instant): NotEarningReason | null {
  if (program.deletedAt !== null) return 'deleted';
  return reasonOfStatus[statusAt(program, now)];
}

const reasonOfStatus: Record<ProgramStatus, NotEarningReason | null> = {
  DRAFT: 'draft',
  SCHEDULED: 'not_started',
  ACTIVE: null,
  PAUSED: 'paused',
  ENDED: 'ended',
};

function hasStarted(program: StatusFacts, now: Instant): boolean {
  return program.startsAt === null || program.startsAt <= now;
}
