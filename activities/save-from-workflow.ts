import type { Transaction } from 'objection';
import { acknowledgeAlarm, type Alarms } from '../db/programs/acknowledge-alarm';
import { saveProgram } from '../db/programs/program-store';
import type { Instant } from '../domain/program/program';
import type { Change } from '../domain/program/revision';

/** Stores what a workflow's transaction changed, if anything, and that the workflow knows the alarm: it learns it now. */
export async function saveFromWorkflow(trx: Transaction, change: Change, at: Instant): Promise<Alarms> {
  if (change.revisions.length > 0) await saveProgram(trx, change);
  return acknowledgeAlarm(trx, change.program, at);
}
