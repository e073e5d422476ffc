import { setTimeout as pause } from 'node:timers/promises';
import type { Bench, BenchCase } from '../case';
import { insertBusiness, insertPrograms } from '../insert-programs';
import { closedLoop } from '../load/closed-loop';
import { figure } from '../report/figure';
import { under } from '../report/target';
import { entriesEach, fillLedger } from '../shop/fill-ledger';
import { verified } from '../shop/verified';
import { programsPath } from '../stack/product';

const customers = 100_000;
const connections = 8;
const withinMs = 300_000;

/** Analytics of a program with 100,000 customers and 1,000,000 ledger entries: a month by day and a year by month. */
export const analytics: BenchCase = {
  name: 'analytics',
  async run(bench) {
    const { database, seconds, progress } = bench;
    const businessId = await insertBusiness(database, 'Chain');
    const [programId = ''] = await insertPrograms(database, businessId, ['POINTS_BASED']);
    await fillLedger(database, { businessId, programId, customers }, progress);
    await rolledUp(bench);
    const api = await bench.apiOf(businessId);
    const queries = ['interval=day', `interval=month&from=${daysAgo(365)}&to=${daysAgo(0)}`];
    const product = await closedLoop(api, {
      connections,
      seconds,
      request: (index) => ({
        method: 'GET',
        path: `${programsPath}/${programId}/analytics?${queries[index % queries.length]}`,
      }),
    });
    const measured = figure({
      case: `analytics, ${customers} customers, ${customers * entriesEach} entries, ${connections} connections`,
      product,
      targets: [under('p95', 200)],
      notes: ['a month by day and a year by month in turns; nothing is posted meanwhile'],
    });
    return [await verified(bench, businessId, measured)];
  },
};

/** Waits until the worker has rolled up what was put in. Error when that takes more than five minutes. */
async function rolledUp({ database, progress }: Bench): Promise<void> {
  const end = Date.now() + withinMs;
  for (let look = 0; ; look++) {
    const { rows } = await database.raw<{ rows: { behind: boolean }[] }>(
      `SELECT EXISTS (SELECT FROM ledger_entries WHERE posted_xid >= rolled_up_to) AS behind FROM roll_up`,
    );
    if (rows[0]?.behind === false) break;
    if (Date.now() > end) throw new Error('the ledger is not rolled up after five minutes');
    if (look % 20 === 0) progress('  waiting for the worker to roll up the ledger');
    await pause(250);
  }
  for (const table of ['program_days', 'program_returns', 'program_participants']) {
    await database.raw('VACUUM (ANALYZE) ??', [table]);
  }
}

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
