import type { Transaction } from 'objection';
import { nextAlarm } from '../../domain/program/alarm';
import type { Instant, Program } from '../../domain/program/program';
import { toTimestamp } from '../models/instants';

/** When a program's workflow must be awake next. Infinity: never, as far as is known. */
export interface Alarms {
  /** Whatever comes first. */
  readonly alarmAt: Instant;
  /** When what expired is to be looked after; never before the first expiry. */
  readonly expiryAlarmAt: Instant;
}

/**
 * Records that the workflow of a locked program, settled at `at`, knows its alarm, and returns it. Looks up the soonest expiry among
 * the program's accounts anew. Writes nothing when all that is recorded already.
 */
export async function acknowledgeAlarm(trx: Transaction, program: Program, at: Instant): Promise<Alarms> {
  const alarm = toTimestamp(nextAlarm(program, at) ?? Number.POSITIVE_INFINITY);
  const { rows } = await trx.raw<{ rows: [Alarms] }>(sql, {
    id: program.id,
    business: program.businessId,
    alarm,
    frozen: toTimestamp(program.frozenSince),
  });
  return rows[0];
}

const sql = `
  WITH expiry AS (
    SELECT coalesce(min(next_expiry_at), 'infinity') AS next FROM accounts
    WHERE program_id = :id AND next_expiry_at IS NOT NULL
  ), known AS (
    SELECT next, expiry_alarm(next, :frozen::timestamptz) AS expiry,
      LEAST(:alarm::timestamptz, expiry_alarm(next, :frozen::timestamptz)) AS alarm
    FROM expiry
  ), recorded AS (
    UPDATE loyalty_programs p SET alarm_at = known.alarm, alarm_acked = known.alarm, next_expiry_at = known.next
    FROM known
    WHERE p.id = :id AND p.business_id = :business
      AND (p.alarm_at, p.alarm_acked, p.next_expiry_at) IS DISTINCT FROM (known.alarm, known.alarm, known.next)
  )
  SELECT alarm AS "alarmAt", expiry AS "expiryAlarmAt" FROM known`;
