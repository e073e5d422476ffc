import type { Knex } from 'knex';
import type { Actor } from '../../domain/program/revision';
import { type PreparedStatement, runPrepared } from '../prepared';
import type { BulkAction, NewItem } from './operation';

/** An operation that was accepted. */
export interface NewOperation {
  readonly id: string;
  readonly businessId: string;
  readonly action: BulkAction;
  readonly actor: Actor;
  /** Of the request: one that is sent again finds the operation that it made before. */
  readonly commandId: string;
  readonly items: readonly NewItem[];
}

/** Stores an operation with its items in one statement. False, and nothing stored, if the request made one before. */
export async function insertOperation(knex: Knex, operation: NewOperation): Promise<boolean> {
  const { id, businessId, action, actor, commandId, items } = operation;
  const rows = items.map(({ programId, request, result }, position) => ({
    position,
    program_id: programId,
    request: request ?? null,
    outcome: result?.status ?? null,
    result: result ?? null,
  }));
  const values = [id, businessId, action, actor, commandId, items.length, JSON.stringify(rows)];
  const [stored] = await runPrepared<{ stored: number }>(knex, insertStatement, values);
  return stored?.stored === 1;
}

const insertStatement: PreparedStatement = {
  name: 'insert-operation',
  text: `WITH operation AS (
      INSERT INTO operations (id, business_id, action, actor, command_id, total) VALUES ($1, $2, $3, $4, $5, $6)
      ON CONFLICT (command_id) DO NOTHING RETURNING id
    ), items AS (
      INSERT INTO operation_items (operation_id, position, program_id, request, outcome, result)
      SELECT operation.id, i.position, i.program_id, i.request, i.outcome, i.result
      FROM operation, json_to_recordset($7::json)
        AS i (position integer, program_id uuid, request jsonb, outcome text, result json)
    )
    SELECT count(*)::int AS stored FROM operation`,
};
