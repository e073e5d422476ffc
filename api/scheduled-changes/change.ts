import type { Knex } from 'knex';
import { lockProgram, saveProgram } from '../../db/programs/program-store';
import type { Program } from '../../domain/program/program';
import type { Change } from '../../domain/program/revision';
import { notFound } from '../problem';
import { requireVersion } from '../programs/etag';
import type { Call } from '../route';

/** Locks the program that the path names, and stores what `decide` makes of it. Problem if it is missing or stale. */
export async function changeProgram(
  trx: Knex.Transaction,
  { tenant, params, headers }: Call,
  decide: (program: Program) => Promise<Change>,
): Promise<{ readonly before: Program; readonly after: Program }> {
  const before = await lockProgram(trx, tenant, params.id ?? '');
  if (before === null || before.deletedAt !== null) throw notFound('program_not_found');
  requireVersion(headers['if-match'], before.version);
  const change = await decide(before);
  await saveProgram(trx, change);
  return { before, after: change.program };
}
