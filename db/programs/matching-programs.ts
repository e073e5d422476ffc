import type { Knex } from 'knex';
import type { Program } from '../../domain/program/program';
import { runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import { bindFilter, type ProgramFilter } from './list-programs';
import { filterOf } from './list-statement';
import { programColumns, type ProgramRow } from './program-columns';

/** Counted up to this many. */
export const matchesCountedUpTo = 10_000;

/** The ids of the tenant's programs that a filter matches, the oldest first, `matchesCountedUpTo + 1` at most. */
export async function matchingProgramIds(
  knex: Knex,
  tenant: TenantContext,
  filter: ProgramFilter,
): Promise<string[]> {
  const values: unknown[] = [tenant.businessId];
  const parts = bindFilter(filter, (value) => `$${values.push(value)}`);
  const text = `SELECT p.id FROM loyalty_programs p WHERE ${filterOf(parts)}
    ORDER BY p.created_at, p.id LIMIT ${matchesCountedUpTo + 1}`;
  const rows = await runPrepared<{ id: string }>(knex, { name: '', text }, values);
  return rows.map(({ id }) => id);
}

/** Those of some programs that the tenant has, by id, deleted ones included. */
export async function findPrograms(
  knex: Knex,
  tenant: TenantContext,
  ids: readonly string[],
): Promise<ReadonlyMap<string, Program>> {
  const rows = await runPrepared<ProgramRow>(knex, findStatement, [tenant.businessId, [...ids]]);
  return new Map(rows.map((program) => [program.id, program]));
}

const findStatement = {
  name: 'find-programs',
  text: `SELECT ${programColumns} FROM loyalty_programs p WHERE p.business_id = $1 AND p.id = ANY ($2::uuid[])`,
};
