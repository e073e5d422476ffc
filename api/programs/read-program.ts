import type { Knex } from 'knex';
import { findCountedProgram } from '../../db/programs/find-program';
import { isLate, settleLate } from '../../db/programs/settle-late';
import type { ProgramTotals } from '../../db/analytics/program-totals';
import { isDatabaseUnavailable } from '../../db/unavailable';
import type { Program } from '../../domain/program/program';
import type { Call } from '../route';
import { cacheOf } from './cache';
import { type Read, readOnlyHeaders, readPrograms } from './read-source';

/** A program, with the numbers of its customers unless it is as a write had left it. */
export type ReadProgram = Program & Partial<ProgramTotals>;

/** The program that the path names: from the primary, else from the replica, else as it was last seen. */
export async function readProgram({
  deps,
  tenant,
  params,
  now,
}: Pick<Call, 'deps' | 'tenant' | 'params' | 'now'>): Promise<Read<ReadProgram | null>> {
  const id = params.id ?? '';
  const cache = cacheOf(deps);
  const find = (knex: Knex) => findCountedProgram(knex, tenant, id, now);
  /** A change whose instant has come is in force, whether or not the workflow was woken; a replica cannot be told. */
  const inForce = async (knex: Knex) => {
    const found = await find(knex);
    if (found === null || knex !== deps.knex || !isLate(found, now)) return found;
    await settleLate(knex, tenant, [id], now);
    return find(knex);
  };
  try {
    const read = await readPrograms(deps, (knex) => inForce(knex));
    if (read.value !== null) cache.remember(read.value);
    return read;
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    const value = await cache.recall(tenant, id);
    if (value === null) throw error;
    return { value, headers: readOnlyHeaders };
  }
}
