import type { Knex } from 'knex';
import type { Instant } from '../../domain/program/program';
import type { Revision } from '../../domain/program/revision';
import { RevisionModel } from '../models/revision-model';
import type { TenantContext } from '../tenant';

/** A revision with the instant at which it was written down. */
export interface RecordedRevision extends Revision {
  readonly recordedAt: Instant;
}

/** The revisions of one program numbered `first` to `last`, the latest first. */
export async function listRevisions(
  knex: Knex,
  tenant: TenantContext,
  programId: string,
  { first, last }: { first: number; last: number },
): Promise<RecordedRevision[]> {
  const rows = await RevisionModel.query(knex)
    .where({ business_id: tenant.businessId, program_id: programId })
    .whereBetween('number', [first, last])
    .orderBy('number', 'desc');
  return rows.map((row) => ({ ...row.toRevision(), recordedAt: row.recordedAt }));
}
