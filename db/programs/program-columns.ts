import type { Program } from '../../domain/program/program';

/** The columns of `loyalty_programs p` under the names that a Program's fields have. */
export const programColumns = `
  p.id, p.business_id AS "businessId", p.name, p.description, p.rule_type AS "ruleType",
  p.rule_config_domain AS "ruleConfigDomain", p.rule_config AS "ruleConfig", p.lifecycle,
  p.starts_at AS "startsAt", p.ends_at AS "endsAt", p.timezone, p.currency, p.location_ids AS "locationIds",
  p.grace_period_days AS "gracePeriodDays", p.ends_soon_days AS "endsSoonDays", p.schedule, p.segment_ids AS "segmentIds", p.priority,
  p.exclusive_group AS "exclusiveGroup", p.on_pause AS "onPause", p.housekeeping,
  p.freezes, p.frozen_since AS "frozenSince",
  p.edges_through AS "edgesThrough", p.scheduled_changes AS "scheduledChanges", p.experiment,
  p.version, p.activated_at AS "activatedAt", p.paused_at AS "pausedAt", p.ended_at AS "endedAt",
  p.deleted_at AS "deletedAt", p.purged_at AS "purgedAt", p.created_at AS "createdAt", p.updated_at AS "updatedAt"`;

/** A row that holds exactly `programColumns` is a Program: drivers read instants as epoch milliseconds. */
export type ProgramRow = Program;
