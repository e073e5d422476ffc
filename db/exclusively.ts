import type { Knex } from 'knex';

/**
 * Runs a task unless another process is running the same one; null if so. The lock lives as long as its connection's
 * transaction, so a process that dies leaves nothing behind.
 */
export async function exclusively<T>(knex: Knex, task: string, run: () => Promise<T>): Promise<T | null> {
  return knex.transaction(async (trx) => {
    const { rows } = await trx.raw<{ rows: { locked: boolean }[] }>(
      "SELECT pg_try_advisory_xact_lock(hashtextextended('task:' || ?, 0)) AS locked",
      [task],
    );
    return rows[0]?.locked === true ? run() : null;
  });
}
