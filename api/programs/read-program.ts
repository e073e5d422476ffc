import { findCountedProgram } from '../../db/programs/find-program';
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
  try {
    const read = await readPrograms(deps, (knex) => findCountedProgram(knex, tenant, id, now));
    if (read.value !== null) cache.remember(read.value);
    return read;
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error;
    const value = await cache.recall(tenant, id);
    if (value === null) throw error;
    return { value, headers: readOnlyHeaders };
  }
}
