import type { Transaction } from 'objection';
import { nextAlarm } from '../../domain/program/due';
import type { Program } from '../../domain/program/program';
import { toTimestamp } from '../models/instants';

/**
 * Records that the workflow of a locked program knows its alarm. Writes nothing when that is recorded already, and
 * also corrects an alarm that an older version of the code computed.
 */
export async function acknowledgeAlarm(trx: Transaction, program: Program): Promise<void> {
  const alarm = toTimestamp(nextAlarm(program) ?? Number.POSITIVE_INFINITY);
  await trx.raw(sql, { id: program.id, business: program.businessId, alarm });
}

const sql = `
  UPDATE loyalty_programs SET alarm_at = :alarm, alarm_acked = :alarm
  WHERE id = :id AND business_id = :business
    AND (alarm_at, alarm_acked) IS DISTINCT FROM (:alarm::timestamptz, :alarm::timestamptz)`;
