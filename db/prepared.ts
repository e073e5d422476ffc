import type { Knex } from 'knex';
import type { PoolClient } from 'pg';

/** A statement that Postgres plans once per connection and then runs by its name: for the hottest paths only. */
export interface PreparedStatement {
  readonly name: string;
  readonly text: string;
}

/** Runs a prepared statement on a pooled connection, or on that of `trx`, and returns its rows. */
export async function runPrepared<Row>(
  knex: Knex,
  statement: PreparedStatement,
  values: readonly unknown[],
): Promise<Row[]> {
  const connection: PoolClient = await knex.client.acquireConnection();
  try {
    const result = await connection.query({ ...statement, values: [...values] });
    return result.rows as Row[];
  } finally {
    await knex.client.releaseConnection(connection);
  }
}
