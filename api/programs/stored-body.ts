import type { Program } from '../../domain/program/program';
import { iso } from '../../domain/program/view';

/** A stored program as the body that would define it. */
export function definitionBody(program: Program): Record<string, unknown> {
  const { timezone, currency, locationIds } = program;
  return {
    ...reusableBody(program),
    startsAt: iso(program.startsAt),
    endsAt: iso(program.endsAt),
    timezone,
    currency,
    locationIds,
  };
}

/** The same without where and when: what a template keeps of a program. */
export function reusableBody(program: Program) {
  return {
    name: program.name,
    description: program.description,
    ruleType: program.ruleType,
    ruleConfigDomain: program.ruleConfigDomain,
    ruleConfig: program.ruleConfig,
    gracePeriodDays: program.gracePeriodDays,
    endsSoonDays: program.endsSoonDays,
    schedule: program.schedule,
    segmentIds: program.segmentIds,
    priority: program.priority,
    exclusiveGroup: program.exclusiveGroup,
    onPause: program.onPause,
  };
}
