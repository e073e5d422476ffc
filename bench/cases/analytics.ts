import type { Knex } from 'knex';
import { rollUp } from '../../db/analytics/roll-up';
import type { BenchCase } from '../case';
import { insertBusiness, insertPrograms } from '../insert-programs';
import { closedLoop } from '../load/closed-loop';
import { figure } from '../report/figure';
import { under } from '../report/target';
import { programsPath } from '../stack/product';

const customers = 100_000;
const entriesEach = 10;
const customersPerStatement = 5_000;
const connections = 8;

/** Analytics of a program with 100,000 customers and 1,000,000 ledger entries, over a month and over a year. */
export const analytics: BenchCase = {
  name: 'analytics',
  async run(bench) {
    const { database, seconds } = bench;
    const businessId = await insertBusiness(database, 'Chain');
    const [program = ''] = await insertPrograms(database, businessId, ['POINTS_BASED']);
    await fill(bench.database, businessId, program, bench.progress);
    bench.progress('  rolling up');
    while (await rollUp(database)) bench.progress('  rolling up');
    const api = await bench.apiOf(businessId);
    const paths = ['?interval=day', `?interval=month&from=${daysAgo(365)}&to=${daysAgo(0)}`];
    const product = await closedLoop(api, {
      connections,
      seconds,
      request: (index) => ({
        method: 'GET',
        path: `${programsPath}/${program}/analytics${paths[index % paths.length]}`,
      }),
    });
    return [
      figure({
        case: `analytics, ${customers} customers, ${customers * entriesEach} entries, ${connections} connections`,
        product,
        targets: [under('p95', 200)],
      }),
    ];
  },
};

/** Straight in SQL: ten purchases of each customer, spread over a year, and a redemption of every tenth. */
async function fill(
  database: Knex,
  businessId: string,
  program: string,
  progress: (text: string) => void,
): Promise<void> {
  for (let first = 0; first < customers; first += customersPerStatement) {
    progress(`  ${first * entriesEach} of ${customers * entriesEach} entries`);
    await database.raw(fillSql, { business: businessId, program, first, count: customersPerStatement });
  }
  for (const table of ['accounts', 'ledger_entries']) await database.raw('VACUUM (ANALYZE) ??', [table]);
}

const fillSql = `
  WITH person AS (
    SELECT gen_random_uuid() AS id, n FROM generate_series(:first::int, :first::int + :count::int - 1) AS n
  ), customer AS (
    INSERT INTO customers (id, business_id, external_id, created_at)
    SELECT id, :business, 'chain-' || n, now() FROM person
  ), account AS (
    INSERT INTO accounts (program_id, customer_id, business_id, enrolled_at, balance, state, entries, created_at)
    SELECT :program, id, :business, now() - interval '365 days', 100, '{"rule": {}}', ${entriesEach}, now() FROM person
  )
  INSERT INTO ledger_entries (program_id, customer_id, number, business_id, kind, quantity, balance_after,
    program_version, logic_version, actor, occurred_at, recorded_at)
  SELECT :program, id, number, :business,
    CASE WHEN number = ${entriesEach} AND n % 10 = 0 THEN 'redeemed' ELSE 'earned' END,
    CASE WHEN number = ${entriesEach} AND n % 10 = 0 THEN -5 ELSE 10 END,
    10 * number, 2, 1, 'system',
    now() - (mod(n * 37 + number * 36, 365) || ' days')::interval, now()
  FROM person, generate_series(1, ${entriesEach}) AS number`;

function daysAgo(days: number): string {
  return new Date(Date.now() - days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);
}
