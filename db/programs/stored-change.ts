import { nextAlarm } from '../../domain/program/alarm';
import type { Program } from '../../domain/program/program';
import type { Change, Revision } from '../../domain/program/revision';
import { toTimestamp } from '../models/instants';
import { openDuringOf } from './open-during';

/** The row that a program is stored as, under its columns' names, as JSON that Postgres turns into a record. */
export function rowOf(program: Program) {
  return {
    id: program.id,
    business_id: program.businessId,
    name: program.name,
    description: program.description,
    rule_type: program.ruleType,
    rule_config_domain: program.ruleConfigDomain,
    rule_config: program.ruleConfig,
    lifecycle: program.lifecycle,
    starts_at: toTimestamp(program.startsAt),
    ends_at: toTimestamp(program.endsAt),
    timezone: program.timezone,
    currency: program.currency,
    location_ids: program.locationIds,
    grace_period_days: program.gracePeriodDays,
    ends_soon_days: program.endsSoonDays,
    schedule: program.schedule,
    open_during: openDuringOf(program),
    segment_ids: program.segmentIds,
    priority: program.priority,
    exclusive_group: program.exclusiveGroup,
    on_pause: program.onPause,
    housekeeping: program.housekeeping,
    freezes: program.freezes,
    frozen_since: toTimestamp(program.frozenSince),
    edges_through: toTimestamp(program.edgesThrough),
    scheduled_changes: program.scheduledChanges,
    experiment: program.experiment,
    version: program.version,
    activated_at: toTimestamp(program.activatedAt),
    paused_at: toTimestamp(program.pausedAt),
    ended_at: toTimestamp(program.endedAt),
    created_at: toTimestamp(program.createdAt),
    updated_at: toTimestamp(program.updatedAt),
    deleted_at: toTimestamp(program.deletedAt),
    purged_at: toTimestamp(program.purgedAt),
    alarm_at: toTimestamp(nextAlarm(program)) ?? 'infinity',
  };
}

/** The rows that a change's revisions are stored as. */
export function revisionRowsOf({ revisions }: Change) {
  return revisions.map(revisionRow);
}

function revisionRow(revision: Revision) {
  return {
    program_id: revision.program.id,
    business_id: revision.program.businessId,
    number: revision.number,
    kind: revision.kind,
    actor: revision.actor,
    occurred_at: toTimestamp(revision.occurredAt),
    previous_status: revision.previousStatus,
    program: revision.program,
    command_id: revision.commandId,
  };
}
