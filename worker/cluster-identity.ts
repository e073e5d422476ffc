import type { Client } from '@temporalio/client';
import type { Knex } from 'knex';
import type { Logger } from 'pino';
import { exclusively } from '../db/exclusively';
import { forgetAcknowledgements } from '../db/programs/neglected-programs';
import { recallFact, rememberFact } from '../db/worker-facts';
import { repeat, type Repetition } from './repeat';

const factName = 'temporal-namespace-id';
const rowsPerStatement = 500;

export interface ClusterIdentitySettings {
  readonly knex: Knex;
  readonly client: Client;
  readonly logger: Logger;
  readonly intervalMs: number;
}

/**
 * Notices that Temporal is not the one that took the alarms, as after it was restored empty: then no alarm counts as
 * acknowledged any more, and the sweeper starts every workflow again. The id that the server gave to the namespace
 * tells one cluster from another.
 */
export function watchClusterIdentity({
  knex,
  client,
  logger,
  intervalMs,
}: ClusterIdentitySettings): Repetition {
  return repeat({
    name: 'cluster identity',
    intervalMs,
    logger,
    run: async () => {
      await exclusively(knex, factName, () => checkClusterIdentity(knex, client, logger));
      return false;
    },
  });
}

async function checkClusterIdentity(knex: Knex, client: Client, logger: Logger): Promise<void> {
  const current = await namespaceId(client);
  const known = await recallFact(knex, factName);
  if (current === known) return;
  if (known !== null) {
    logger.warn({ known, current }, 'another Temporal: all workflows are started again');
    let after: string | null = null;
    do after = await forgetAcknowledgements(knex, after, rowsPerStatement);
    while (after !== null);
  }
  await rememberFact(knex, factName, current);
}

async function namespaceId(client: Client): Promise<string> {
  const namespace = client.options.namespace;
  const { namespaceInfo } = await client.withDeadline(Date.now() + 5_000, () =>
    client.workflowService.describeNamespace({ namespace }),
  );
  if (!namespaceInfo?.id) throw new Error(`Temporal does not say the id of namespace ${namespace}`);
  return namespaceInfo.id;
}
