import type { Knex } from 'knex';
import type { Instant, Program } from '../../domain/program/program';
import { runPrepared, type PreparedStatement } from '../prepared';
import { joinTotals, type ProgramTotals, totalsColumns } from '../analytics/program-totals';
import { toTimestamp } from '../models/instants';
import type { TenantContext } from '../tenant';
import { programColumns, type ProgramRow } from './program-columns';

const findProgramStatement: PreparedStatement = {
  name: 'find-program',
  text: `SELECT ${programColumns} FROM loyalty_programs p WHERE p.business_id = $1 AND p.id = $2`,
};

/** Exported for the benchmark, which runs it bare. Values: business, program, now. */
export const countedProgramStatement: PreparedStatement = {
  name: 'counted-program',
  text: `SELECT ${programColumns}, ${totalsColumns} FROM loyalty_programs p ${joinTotals('$3')}
    WHERE p.business_id = $1 AND p.id = $2`,
};

/** One program of the tenant, deleted ones included; null if there is none. */
export async function findProgram(knex: Knex, tenant: TenantContext, id: string): Promise<Program | null> {
  const [row] = await runPrepared<ProgramRow>(knex, findProgramStatement, [tenant.businessId, id]);
  return row ?? null;
}

/** The same with the numbers of its customers, as of `now`. */
export async function findCountedProgram(
  knex: Knex,
  tenant: TenantContext,
  id: string,
  now: Instant,
): Promise<(Program & ProgramTotals) | null> {
  const values = [tenant.businessId, id, toTimestamp(now)];
  const [row] = await runPrepared<ProgramRow & ProgramTotals>(knex, countedProgramStatement, values);
  return row ?? null;
}
