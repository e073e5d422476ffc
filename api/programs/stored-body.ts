import type { Program } from '../../domain/program/program';
import { iso } from '../../domain/program/view';

/** A stored program as the body that would define it. */
export function definitionBody(program: Program): Record<string, unknown> {
  const { name, description, ruleType, ruleConfigDomain, ruleConfig, timezone, currency, locationIds } =
    program;
  return {
    name,
    description,
    ruleType,
    ruleConfigDomain,
    ruleConfig,
    startsAt: iso(program.startsAt),
    endsAt: iso(program.endsAt),
    timezone,
    currency,
    locationIds,
    gracePeriodDays: program.gracePeriodDays,
    endsSoonDays: program.endsSoonDays,
  };
}
