import type { Transaction } from 'objection';
import type { Revision } from '../../domain/program/revision';
import { RevisionModel } from '../models/revision-model';
import type { TenantContext } from '../tenant';

/** The revision that a command caused when it was sent before, or null if it has changed nothing yet. */
export async function revisionOfCommand(
  trx: Transaction,
  tenant: TenantContext,
  commandId: string,
): Promise<Revision | null> {
  const row = await RevisionModel.query(trx).findOne({
    command_id: commandId,
    business_id: tenant.businessId,
  });
  return row?.toRevision() ?? null;
}
