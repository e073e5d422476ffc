import { findProgram } from '../../db/programs/find-program';
import type { Program } from '../../domain/program/program';
import { notFound } from '../problem';
import type { Call } from '../route';

/** The program that the path names, unless it is deleted. Problem `program_not_found` otherwise. */
export async function liveProgram({ deps, tenant, params }: Call<unknown>): Promise<Program> {
  const program = await findProgram(deps.knex, tenant, params.id ?? '');
  if (program === null || program.deletedAt !== null) throw notFound('program_not_found');
  return program;
}
