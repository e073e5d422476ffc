import { runningExperiment } from '../experiments/running';
import { iso } from './iso';
import type { Instant, Program } from './program';
import { notEarningReason, statusAt } from './status';

export { iso };

/** A program as the API shows it at an instant: an explicit list of fields, never the row. */
export function presentProgram(program: Program, now: Instant) {
  const reason = notEarningReason(program, now);
  return {
    id: program.id,
    businessId: program.businessId,
    name: program.name,
    description: program.description,
    ruleType: program.ruleType,
    ruleConfigDomain: program.ruleConfigDomain,
    ruleConfig: program.ruleConfig,
    currency: program.currency,
    timezone: program.timezone,
    locationIds: program.locationIds,
    gracePeriodDays: program.gracePeriodDays,
    endsSoonDays: program.endsSoonDays,
    schedule: program.schedule,
    segmentIds: program.segmentIds,
    priority: program.priority,
    exclusiveGroup: program.exclusiveGroup,
    onPause: program.onPause,
    experimentId: runningExperiment(program, now)?.id ?? null,
    isActive: program.lifecycle === 'LIVE',
    startsAt: iso(program.startsAt),
    endsAt: iso(program.endsAt),
    status: statusAt(program, now),
    earning: reason === null,
    earningReason: reason,
    version: program.version,
    createdAt: iso(program.createdAt),
    updatedAt: iso(program.updatedAt),
    activatedAt: iso(program.activatedAt),
    pausedAt: iso(program.pausedAt),
    endedAt: iso(program.endedAt),
    deletedAt: iso(program.deletedAt),
  };
}

export type ProgramView = ReturnType<typeof presentProgram>;
