import { setTimeout as pause } from 'node:timers/promises';
import type { Knex } from 'knex';

const withinMs = 180_000;
/** For what the database does not show, such as a workflow that puts itself to sleep. */
const graceMs = 500;

/**
 * Waits until every alarm is known to its workflow and every event is published, three minutes at most. Returns a note
 * of what is left then, or an empty list.
 */
export async function settle(database: Knex, progress: (text: string) => void): Promise<string[]> {
  const end = Date.now() + withinMs;
  let nextReport = Date.now() + 2_000;
  for (;;) {
    const { alarms, events } = await backlog(database);
    if (alarms === 0 && events === 0) {
      await pause(graceMs);
      return [];
    }
    if (Date.now() > end) {
      return [
        `not settled after ${withinMs / 1000} s: ${alarms} workflows not told, ${events} events not published`,
      ];
    }
    if (Date.now() > nextReport) {
      progress(`  settling: ${alarms} workflows to be told, ${events} events to be published`);
      nextReport += 5_000;
    }
    await pause(250);
  }
}

/** What the product still has to do for requests that were answered. */
export async function backlog(database: Knex): Promise<{ alarms: number; events: number }> {
  const { rows } = await database.raw<{ rows: { alarms: number; events: number }[] }>(
    `SELECT (SELECT count(*) FROM loyalty_programs WHERE alarm_acked IS DISTINCT FROM alarm_at)::int AS alarms,
            ((SELECT count(*) FROM program_revisions WHERE published_at IS NULL)
              + (SELECT count(*) FROM customer_events WHERE published_at IS NULL))::int AS events`,
  );
  return rows[0] ?? { alarms: 0, events: 0 };
}
