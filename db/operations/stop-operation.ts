import type { Knex } from 'knex';
import type { TenantContext } from '../tenant';

/** Asks a running operation of the tenant to stop: what has not been done yet will not be. */
export async function requestCancellation(knex: Knex, tenant: TenantContext, id: string): Promise<void> {
  await cancel(knex('operations').where({ business_id: tenant.businessId, id }), knex);
}

/** The same for a worker, whose workflow was cancelled by an operator. */
export async function requestCancellationOf(knex: Knex, id: string): Promise<void> {
  await cancel(knex('operations').where({ id }), knex);
}

function cancel(operation: Knex.QueryBuilder, knex: Knex): Knex.QueryBuilder {
  return operation
    .where({ status: 'RUNNING', cancel_requested_at: null })
    .update({ cancel_requested_at: knex.raw('clock_timestamp()') });
}

/** Forgets an operation that no worker has taken up, with all that it was to do. False if one has. */
export async function withdrawOperation(knex: Knex, id: string): Promise<boolean> {
  return (await knex('operations').where({ id, started_at: null }).delete()) === 1;
}

/** Gives an operation up: what waits of it has failed, for a reason to be read. */
export async function failOperation(knex: Knex, id: string, message: string): Promise<void> {
  await knex.transaction(async (trx) => {
    await trx.raw(failWaiting, { id, code: 'operation_failed', message });
    await trx('operations')
      .where({ id, status: 'RUNNING' })
      .update({ status: 'FAILED', finished_at: trx.raw('clock_timestamp()') });
  });
}

const failWaiting = `
  UPDATE operation_items SET outcome = 'failed', result = json_build_object('programId', program_id,
    'status', 'failed', 'code', :code::text, 'message', :message::text)
  WHERE operation_id = :id AND outcome IS NULL
    AND EXISTS (SELECT FROM operations o WHERE o.id = operation_id AND o.status = 'RUNNING')`;
