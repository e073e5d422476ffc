import type { Knex } from 'knex';
import { eventually } from '../support/eventually';

/**
 * Stops whoever comes to some customers while working through many, does something else meanwhile, and lets go.
 * @param work what comes to the customers; the server's clock stands still until it is done
 */
export async function meanwhile(
  knex: Knex,
  customerIds: readonly string[],
  work: () => Promise<void>,
  something: () => Promise<void>,
): Promise<void> {
  const working = await knex.transaction(async (trx) => {
    await trx('customers').whereIn('id', customerIds).forUpdate();
    const started = work();
    await eventually(async () => {
      const { rows } = await knex.raw<{ rows: unknown[] }>(waitingSql);
      expect(rows).not.toEqual([]);
    });
    await something();
    // In a box, as it is not to be awaited before the lock is let go.
    return { started };
  });
  await working.started;
}

const waitingSql = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
