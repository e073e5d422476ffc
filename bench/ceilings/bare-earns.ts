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
  /** Whether statements are prepared once, or parsed and planned each time. */
  readonly prepared: boolean;
  readonly businessId: string;
  readonly programId: string;
  readonly customerIds: readonly string[];
}

const clients = 16;

/** What the ceiling is, in a few words. */
export const bareEarn = `BEGIN, UPDATE, two INSERTs, COMMIT on one account, by pgbench's method, ${clients} clients`;

/** The same transaction with prepared statements, for a note: as much as any program could do with these statements. */
export async function preparedNote(bare: BareEarns): Promise<string> {
  const { rate } = await bare.run({ prepared: true });
  return `the bare transaction with prepared statements: ${Math.round(rate)}/s`;
}

export type BareEarns = Awaited<ReturnType<typeof startBareEarns>>;

/** Rounds of the bare transaction over the accounts of a shop, on copies of the tables. */
export async function startBareEarns(
  { database, logDir, seconds }: Bench,
  { businessId, programIds, customerIds }: Shop,
): Promise<{ run(how?: { prepared: boolean }): Promise<Summary>; stop(): Promise<void> }> {
  await createEarnTables(database, businessId);
  const child = startChild({ name: 'bare-earn', file: 'bench/ceilings/bare-earn.js', env: {}, logDir });
  const order = { clients, seconds, businessId, programId: programIds[0] as string, customerIds };
  return {
    run: ({ prepared } = { prepared: false }) =>
      askChild<Summary>(child, { ...order, prepared } satisfies EarnOrder),
    stop: () => child.stop(),
  };
}
