import { lockProgram } from '../db/programs/program-store';
import { settle } from '../domain/program/due';
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
    const synced = await dependencies.knex.transaction(async (trx) => {
      const tenant = { businessId: request.businessId, actor: 'system' as const };
      const program = await lockProgram(trx, tenant, request.programId);
      if (program === null) return null;
      const change = settle(program, at);
      return { change, alarms: await saveFromWorkflow(trx, change, at) };
    });
    if (synced === null) return planOfMissing;
    for (const revision of synced.change.revisions) dependencies.recorded?.(revision, at);
    return planOf(synced.change, synced.alarms, at);
  };
}
