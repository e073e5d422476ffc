import type { Knex } from 'knex';
import { type PreparedStatement, runPrepared } from '../prepared';
import type { TenantContext } from '../tenant';
import type { ItemResult, Operation } from './operation';

/** Columns of `operations o` beside its progress. */
export const operationColumns = `o.id, o.business_id AS "businessId", o.action, o.actor, o.status,
  o.created_at AS "createdAt", o.cancel_requested_at AS "cancelRequestedAt", o.finished_at AS "finishedAt"`;

/** How far `operations o` has got, as one JSON column. */
export const progressColumn = `(SELECT json_build_object('total', o.total,
    'done', count(*) FILTER (WHERE i.outcome IN ('succeeded', 'failed')),
    'succeeded', count(*) FILTER (WHERE i.outcome = 'succeeded'),
    'failed', count(*) FILTER (WHERE i.outcome = 'failed'))
  FROM operation_items i WHERE i.operation_id = o.id) AS progress`;

const byId: PreparedStatement = {
  name: 'find-operation',
  text: `SELECT ${operationColumns}, ${progressColumn} FROM operations o WHERE o.business_id = $1 AND o.id = $2`,
};

const byCommand: PreparedStatement = {
  name: 'operation-of-command',
  text: `SELECT o.id FROM operations o WHERE o.business_id = $1 AND o.command_id = $2`,
};

const resultsStatement: PreparedStatement = {
  name: 'operation-results',
  text: `SELECT i.result FROM operation_items i
    WHERE i.operation_id = $1 AND i.outcome IS NOT NULL ORDER BY i.position`,
};

/** One operation of the tenant; null if there is none. */
export async function findOperation(
  knex: Knex,
  tenant: TenantContext,
  id: string,
): Promise<Operation | null> {
  const [row] = await runPrepared<Operation>(knex, byId, [tenant.businessId, id]);
  return row ?? null;
}

/** The id of the operation that a request made when it was sent before; null: none yet. */
export async function operationOfCommand(
  knex: Knex,
  tenant: TenantContext,
  commandId: string,
): Promise<string | null> {
  const [row] = await runPrepared<{ id: string }>(knex, byCommand, [tenant.businessId, commandId]);
  return row?.id ?? null;
}

/** What became of the programs of an operation so far, in the order in which they were asked for. */
export async function operationResults(knex: Knex, { id }: Operation): Promise<ItemResult[]> {
  const rows = await runPrepared<{ result: ItemResult }>(knex, resultsStatement, [id]);
  return rows.map(({ result }) => result);
}
