import type { Knex } from 'knex';
import { doneWith, stillWanted, type Task } from '../../domain/program/housekeeping';
import type { TenantContext } from '../tenant';
import { lockProgram } from './program-store';

/**
 * Records that a task of a program was done, unless the program has changed so that another one is due instead: an end
 * that was moved meanwhile is still to be told. No revision: it changes nothing that people decided.
 */
export async function recordTaskDone(
  knex: Knex,
  tenant: TenantContext,
  programId: string,
  task: Task,
): Promise<void> {
  await knex.transaction(async (trx) => {
    const program = await lockProgram(trx, tenant, programId);
    if (program === null || !stillWanted(program, task)) return;
    await trx('loyalty_programs')
      .where({ business_id: tenant.businessId, id: programId })
      .update({ housekeeping: JSON.stringify(doneWith(program, task)) });
  });
}
