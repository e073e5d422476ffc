import { askChild } from '../stack/ask-child';
import { startChild } from '../stack/child';
import type { Bench } from '../case';
import type { Summary } from '../load/summary';
import type { Shop } from '../shop/open-shop';
import { createEarnTables } from './bare-earn-sql';

/** What the process that runs bare transactions is told. */
export interface EarnOrder {
  readonly clients: number;
  readonly seconds: number;
  readonly businessId: string;
  readonly programId: string;
  readonly customerIds: readonly string[];
}

const clients = 16;

/** Rounds of the bare transaction over the accounts of a shop, on copies of the tables. */
export async function startBareEarns(
  { database, logDir, seconds }: Bench,
  { businessId, programIds, customerIds }: Shop,
): Promise<{ run(): Promise<Summary>; stop(): Promise<void> }> {
  await createEarnTables(database, businessId);
  const child = startChild({ name: 'bare-earn', file: 'bench/ceilings/bare-earn.js', env: {}, logDir });
  const order = { clients, seconds, businessId, programId: programIds[0] as string, customerIds };
  return {
    run: () => askChild<Summary>(child, order satisfies EarnOrder),
    stop: () => child.stop(),
  };
}
