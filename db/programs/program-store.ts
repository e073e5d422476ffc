import type { Transaction } from 'objection';
import { nextAlarm } from '../../domain/program/due';
import type { Program } from '../../domain/program/program';
import type { Change } from '../../domain/program/revision';
import { ProgramModel } from '../models/program-model';
import { RevisionModel } from '../models/revision-model';
import type { TenantContext } from '../tenant';

/** Locks one program of the tenant until the transaction ends, deleted ones included; null if there is none. */
export async function lockProgram(
  trx: Transaction,
  tenant: TenantContext,
  programId: string,
): Promise<Program | null> {
  const row = await ProgramModel.query(trx)
    .where({ business_id: tenant.businessId, id: programId })
    .forUpdate()
    .first();
  return row?.toProgram() ?? null;
}

/** Stores a new program and its first revisions. Its alarm is not acknowledged: no workflow knows it yet. */
export async function insertProgram(trx: Transaction, change: Change): Promise<void> {
  await ProgramModel.query(trx)
    .insert({ ...columnsOf(change.program), alarmAcked: null })
    .returning('id');
  await insertRevisions(trx, change);
}

/**
 * Stores a changed program, which the caller has locked, and appends its revisions.
 * @param acknowledged true only where the program's own workflow asks: it is about to learn the new alarm.
 */
export async function saveProgram(
  trx: Transaction,
  change: Change,
  { acknowledged }: { acknowledged: boolean },
): Promise<void> {
  const columns = columnsOf(change.program);
  await ProgramModel.query(trx)
    .where({ business_id: columns.businessId, id: columns.id })
    .patch(acknowledged ? { ...columns, alarmAcked: columns.alarmAt } : columns);
  await insertRevisions(trx, change);
}

function columnsOf(program: Program) {
  const { locationIds, ...columns } = program;
  return {
    ...columns,
    locationIds: locationIds === null ? null : [...locationIds],
    alarmAt: nextAlarm(program) ?? Number.POSITIVE_INFINITY,
  };
}

async function insertRevisions(trx: Transaction, { revisions }: Change): Promise<void> {
  if (revisions.length === 0) return;
  await RevisionModel.query(trx).insert(revisions.map(RevisionModel.rowOf)).returning('number');
}
