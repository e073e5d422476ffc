import type { Knex } from 'knex';
import type { Program } from '../../domain/program/program';
import { type PreparedStatement, runPrepared } from '../prepared';
import { programColumns, type ProgramRow } from '../programs/program-columns';

/** A program whose workflow is still to be told of what an operation did to it. */
export interface ProgramToWake {
  readonly position: number;
  readonly program: Program;
}

/** Some programs whose workflows are to be told, in the order of the operation. */
export async function programsToWake(
  knex: Knex,
  operationId: string,
  limit: number,
): Promise<ProgramToWake[]> {
  const rows = await runPrepared<ProgramRow & { position: number }>(knex, statement, [operationId, limit]);
  return rows.map(({ position, ...program }) => ({ position, program }));
}

/** Records that a workflow was told. */
export async function recordWoken(knex: Knex, operationId: string, position: number): Promise<void> {
  await knex('operation_items')
    .where({ operation_id: operationId, position })
    .update({ wake_program_id: null });
}

const statement: PreparedStatement = {
  name: 'programs-to-wake',
  text: `SELECT i.position, ${programColumns}
    FROM operation_items i JOIN loyalty_programs p ON p.id = i.wake_program_id
    WHERE i.operation_id = $1 ORDER BY i.position LIMIT $2`,
};
