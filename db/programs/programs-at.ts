import type { Knex } from 'knex';
import type { Instant, Program } from '../../domain/program/program';
import { toTimestamp } from '../models/instants';
import { runPrepared } from '../prepared';

/**
 * The programs as they were at an instant: the latest revision that was in force by then. Before a program's first
 * revision that one counts: a program may be created with a start in the past, and then earns since that start.
 */
export async function programsAt(
  knex: Knex,
  ids: readonly string[],
  at: Instant,
): Promise<Map<string, Program>> {
  const rows = await runPrepared<{ program: Program }>(knex, programsAtSql, [[...ids], toTimestamp(at)]);
  return new Map(rows.map(({ program }) => [program.id, program]));
}

const programsAtSql = {
  name: 'programs_at',
  text: `SELECT r.program FROM unnest($1::uuid[]) AS wanted (id)
    CROSS JOIN LATERAL (
      SELECT program FROM program_revisions
      WHERE program_id = wanted.id AND (occurred_at <= $2 OR number = 1)
      ORDER BY number DESC LIMIT 1
    ) r`,
};
