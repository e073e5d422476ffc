import type { Knex } from 'knex';
import type { Transaction } from 'objection';
import type { Program } from '../../domain/program/program';
import type { Change } from '../../domain/program/revision';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { programColumns, type ProgramRow } from './program-columns';
import { revisionRowsOf, rowOf } from './stored-change';

/** Locks one program of the tenant until the transaction ends, deleted ones included; null if there is none. */
export async function lockProgram(
  trx: Transaction,
  tenant: TenantContext,
  programId: string,
): Promise<Program | null> {
  const [row] = await runPrepared<ProgramRow>(trx, lockSql, [tenant.businessId, programId]);
  return row ?? null;
}

/**
 * Stores a new program and its first revisions in one statement, atomic by itself. Its alarm is not acknowledged: no
 * workflow knows it yet.
 */
export async function insertProgram(knex: Knex, change: Change): Promise<void> {
  await runPrepared(knex, insertSql, [
    JSON.stringify(rowOf(change.program)),
    JSON.stringify(revisionRowsOf(change)),
  ]);
}

/**
 * Stores a changed program and appends its revisions, in one statement, atomic by itself. The caller has locked the
 * program, or has just read it and is ready for StaleChange: the program has got a revision since then. The alarm that
 * its workflow acknowledged stays on record as it was (see acknowledge-alarm.ts).
 */
export async function saveProgram(trx: Knex, change: Change): Promise<void> {
  const [row] = await runPrepared<{ stored: number }>(trx, updateSql, [
    JSON.stringify(rowOf(change.program)),
    JSON.stringify(revisionRowsOf(change)),
    change.revisions.length,
  ]);
  if (row?.stored !== 1) throw new StaleChange(change.program.id);
}

/** Nothing was stored: the program has got another revision since it was read, or is gone. */
export class StaleChange extends Error {
  constructor(programId: string) {
    super(`program ${programId} has changed since it was read`);
    this.name = 'StaleChange';
  }
}

const columns = `id, business_id, name, description, rule_type, rule_config_domain, rule_config, lifecycle, starts_at,
  ends_at, timezone, currency, location_ids, grace_period_days, ends_soon_days, schedule, open_during,
  segment_ids, priority, exclusive_group, on_pause, housekeeping, freezes, frozen_since, edges_through, scheduled_changes, experiment, version,
  activated_at, paused_at, ended_at, created_at, updated_at, deleted_at, purged_at, alarm_at`;

const revisionColumns =
  'program_id, business_id, number, kind, actor, occurred_at, previous_status, program, command_id';

const appendRevisions = `INSERT INTO program_revisions (${revisionColumns})
  SELECT ${revisionColumns} FROM jsonb_populate_recordset(NULL::program_revisions, $2::jsonb)`;

const lockSql = {
  name: 'lock_program',
  text: `SELECT ${programColumns} FROM loyalty_programs p WHERE p.business_id = $1 AND p.id = $2 FOR UPDATE`,
};

const insertSql = {
  name: 'insert_program',
  text: `WITH program AS (
      INSERT INTO loyalty_programs (${columns})
      SELECT ${columns} FROM jsonb_populate_record(NULL::loyalty_programs, $1::jsonb)
    ) ${appendRevisions}`,
};

// The row is written, and so locked, before the log: in the other order two writers could wait for one another.
const updateSql = {
  name: 'save_program',
  text: `WITH program AS (
      UPDATE loyalty_programs p SET name = n.name, description = n.description, rule_type = n.rule_type,
        rule_config_domain = n.rule_config_domain, rule_config = n.rule_config, lifecycle = n.lifecycle,
        starts_at = n.starts_at, ends_at = n.ends_at, timezone = n.timezone, currency = n.currency,
        location_ids = n.location_ids, grace_period_days = n.grace_period_days, ends_soon_days = n.ends_soon_days,
        schedule = n.schedule, open_during = n.open_during, segment_ids = n.segment_ids, priority = n.priority,
        exclusive_group = n.exclusive_group, on_pause = n.on_pause, housekeeping = n.housekeeping,
        freezes = n.freezes, frozen_since = n.frozen_since,
        edges_through = n.edges_through, scheduled_changes = n.scheduled_changes, experiment = n.experiment, version = n.version, activated_at = n.activated_at, paused_at = n.paused_at,
        ended_at = n.ended_at, updated_at = n.updated_at, deleted_at = n.deleted_at, purged_at = n.purged_at,
        alarm_at = LEAST(n.alarm_at, expiry_alarm(p.next_expiry_at, n.frozen_since))
      FROM jsonb_populate_record(NULL::loyalty_programs, $1::jsonb) n
      WHERE p.business_id = n.business_id AND p.id = n.id AND p.version = n.version - $3
      RETURNING p.id
    ), over AS (
      -- Who takes the experiment off the program has ended it, unless its row says so already.
      UPDATE experiments e SET status = 'ENDED', ended_at = greatest(e.started_at, (
        SELECT min(r.occurred_at) FROM jsonb_populate_recordset(NULL::program_revisions, $2::jsonb) r
        WHERE r.program->'experiment' = 'null'))
      FROM program WHERE e.program_id = program.id AND e.status = 'RUNNING' AND $1::jsonb->'experiment' = 'null'
    ), log AS (${appendRevisions} WHERE EXISTS (SELECT FROM program))
    SELECT count(*)::int AS stored FROM program`,
};
