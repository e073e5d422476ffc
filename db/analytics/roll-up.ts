import type { Knex } from 'knex';
import { toTimestamp } from '../models/instants';
import { rollUpStatements } from './roll-up-statements';

/** How a roll-up works. */
export interface RollUpOptions {
  /** About how many ledger entries to take in one step. */
  readonly entriesPerStep?: number;
  /** Epoch milliseconds: which day is today. */
  readonly now?: number;
}

const slowStatementMs = 600_000;

/**
 * Adds what was posted since the last roll-up, up to the oldest transaction that still runs: what younger ones post is
 * for later. Safe to run anywhere at any time: while one runs, others do nothing; a crash leaves no trace.
 * @returns true when there is more to do at once
 */
export async function rollUp(
  knex: Knex,
  { entriesPerStep = 20_000, now = Date.now() }: RollUpOptions = {},
): Promise<boolean> {
  if (!(await hasNews(knex))) return false;
  return knex.transaction(async (trx) => {
    const from = await lockWatermark(trx);
    if (from === null) return false;
    await trx.raw(`SET LOCAL statement_timeout = ${slowStatementMs}`);
    const { to, more } = await nextStep(trx, from, entriesPerStep);
    if (to === from) return false;
    const values = { from, to, now: toTimestamp(now) };
    for (const statement of rollUpStatements('all programs')) await trx.raw(statement, values);
    await trx('roll_up').update({ rolled_up_to: to });
    return more;
  });
}

/** Whether there is anything to add. Asked without a lock, so that an idle roll-up writes nothing. */
async function hasNews(knex: Knex): Promise<boolean> {
  const { rows } = await knex.raw<{ rows: { news: boolean }[] }>(
    `SELECT EXISTS (SELECT FROM ledger_entries e WHERE e.posted_xid >= w.rolled_up_to)
       OR EXISTS (SELECT FROM accounts a WHERE a.enrolled_xid >= w.rolled_up_to) AS news FROM roll_up w`,
  );
  return rows[0]?.news === true;
}

/** Null when another one is at work. */
async function lockWatermark(trx: Knex): Promise<string | null> {
  const row = await trx('roll_up').forUpdate().skipLocked().first('rolled_up_to');
  return row?.rolled_up_to ?? null;
}

/**
 * Makes the days of programs anew whose time zone was changed; until then analytics keep to the zone of before.
 * @returns true when there is more to do at once
 */
export async function realign(knex: Knex, { now = Date.now() }: RollUpOptions = {}): Promise<boolean> {
  return knex.transaction(async (trx) => {
    const to = await lockWatermark(trx);
    if (to === null) return false;
    const moved = await trx('program_totals as t')
      .join('loyalty_programs as p', 'p.id', 't.program_id')
      .whereRaw('p.timezone <> t.timezone')
      .first('t.program_id');
    if (moved === undefined) return false;
    await trx.raw(`SET LOCAL statement_timeout = ${slowStatementMs}`);
    await trx('program_totals').where(moved).delete();
    const values = { from: '0', to, now: toTimestamp(now), program: moved.program_id };
    for (const statement of rollUpStatements('one program')) await trx.raw(statement, values);
    return true;
  });
}

/** Where the step ends: at the oldest transaction that still runs, or earlier when that were too much at once. */
async function nextStep(trx: Knex, from: string, entries: number): Promise<{ to: string; more: boolean }> {
  const { rows } = await trx.raw<{ rows: { final: string; enough: string | null }[] }>(
    `WITH edge AS MATERIALIZED (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS final)
     SELECT final, (
       SELECT e.posted_xid FROM ledger_entries e
       WHERE e.posted_xid >= :from AND e.posted_xid < edge.final ORDER BY e.posted_xid OFFSET :entries LIMIT 1
     ) AS enough FROM edge`,
    { from, entries },
  );
  const { final, enough } = rows[0] as { final: string; enough: string | null };
  // One transaction that posted more than a step holds is taken whole.
  const past = enough === from ? String(BigInt(enough) + 1n) : enough;
  return past === null || BigInt(past) >= BigInt(final)
    ? { to: final, more: false }
    : { to: past, more: true };
}
