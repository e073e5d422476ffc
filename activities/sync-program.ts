import { lockProgram } from '../db/programs/program-store';
import { settle } from '../domain/program/due';
import type { Change } from '../domain/program/revision';
import { type ActivityDependencies, instantOf, type ProgramRequest } from './dependencies';
import { planOf, planOfMissing, type ProgramPlan } from './program-plan';
import { saveFromWorkflow } from './save-from-workflow';

/**
 * Makes `syncProgram`: in one transaction applies every transition that is due and records that the workflow knows
 * the alarm. Harmless to repeat.
 */
export function createSyncProgram(dependencies: ActivityDependencies) {
  return async function syncProgram(request: ProgramRequest): Promise<ProgramPlan> {
    const at = instantOf(dependencies, request);
    const change = await dependencies.knex.transaction(async (trx): Promise<Change | null> => {
      const tenant = { businessId: request.businessId, actor: 'system' as const };
      const program = await lockProgram(trx, tenant, request.programId);
      if (program === null) return null;
      const settled = settle(program, at);
      await saveFromWorkflow(trx, settled);
      return settled;
    });
    if (change === null) return planOfMissing;
    for (const revision of change.revisions) dependencies.recorded?.(revision, at);
    return planOf(change, at);
  };
}
