import type { Knex } from 'knex';
import type { Program } from '../../domain/program/program';
import { runPrepared, type PreparedStatement } from '../prepared';
import type { TenantContext } from '../tenant';
import { programColumns, type ProgramRow } from './program-columns';

/** Exported for the benchmark, which runs it bare. Values: business, program. */
export const findProgramStatement: PreparedStatement = {
  name: 'find-program',
  text: `SELECT ${programColumns} FROM loyalty_programs p WHERE p.business_id = $1 AND p.id = $2`,
};

/** One program of the tenant, deleted ones included; null if there is none. */
export async function findProgram(knex: Knex, tenant: TenantContext, id: string): Promise<Program | null> {
  const [row] = await runPrepared<ProgramRow>(knex, findProgramStatement, [tenant.businessId, id]);
  return row ?? null;
}
