import { opennessOf } from '../schedule/openness';
import type { Instant, Program, ProgramStatus } from './program';

/** The facts that decide a program's status. SQL's `program_status` takes the same ones, the schedule written out. */
export type StatusFacts = Pick<
  Program,
  'lifecycle' | 'startsAt' | 'endsAt' | 'deletedAt' | 'schedule' | 'timezone'
>;

/** Why a program earns nothing at an instant. */
export type NotEarningReason =
  | 'draft'
  | 'not_started'
  | 'between_windows'
  | 'blackout'
  | 'paused'
  | 'ended'
  | 'deleted';

/**
 * The status of a program at an instant: the one definition that the API, the earn transaction, SQL filters
 * (`program_status`, tested equal) and the workflow use.
 */
export function statusAt(program: StatusFacts, now: Instant): ProgramStatus {
  if (program.deletedAt !== null || program.lifecycle === 'ENDED') return 'ENDED';
  if (program.endsAt !== null && program.endsAt <= now) return 'ENDED';
  if (program.lifecycle !== 'LIVE') return program.lifecycle;
  return hasStarted(program, now) && isInWindow(program, now) ? 'ACTIVE' : 'SCHEDULED';
}

/** Null when customers can earn at `now`, otherwise the reason why not. */
export function notEarningReason(program: StatusFacts, now: Instant): NotEarningReason | null {
  if (program.deletedAt !== null) return 'deleted';
  const status = statusAt(program, now);
  if (status === 'ACTIVE') return isInBlackout(program, now) ? 'blackout' : null;
  if (status === 'SCHEDULED' && hasStarted(program, now)) return 'between_windows';
  return reasonOfStatus[status];
}

/** Whether a program is between its start and its end and nobody has stopped it, whatever its schedule says. */
export function isRunning(program: StatusFacts, now: Instant): boolean {
  if (program.deletedAt !== null || program.lifecycle !== 'LIVE') return false;
  return hasStarted(program, now) && (program.endsAt === null || program.endsAt > now);
}

/** Whether a program's start has come; true without one. */
export function hasStarted({ startsAt }: Pick<Program, 'startsAt'>, now: Instant): boolean {
  return startsAt === null || startsAt <= now;
}

const reasonOfStatus: Record<Exclude<ProgramStatus, 'ACTIVE'>, NotEarningReason> = {
  DRAFT: 'draft',
  SCHEDULED: 'not_started',
  PAUSED: 'paused',
  ENDED: 'ended',
};

function isInWindow({ schedule, timezone }: StatusFacts, now: Instant): boolean {
  return schedule === null || opennessOf(schedule, timezone).inWindow(now);
}

function isInBlackout({ schedule, timezone }: StatusFacts, now: Instant): boolean {
  return schedule !== null && opennessOf(schedule, timezone).inBlackout(now);
}
