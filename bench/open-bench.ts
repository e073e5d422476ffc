import { v7 as uuid } from 'uuid';
import { connectDatabase } from '../db/connection';
import { migrations } from '../db/knexfile';
import type { BenchArguments } from './arguments';
import type { Bench } from './case';
import { createCopy } from './ceilings/copy-table';
import { startBareServer } from './ceilings/start-bare-server';
import { create } from './load/create';
import { preload } from './preload';
import { progress } from './report/progress';
import { punchCard } from './sample-programs';
import { settle } from './settle';
import { stopChildren } from './stack/child';
import { apiTarget, startProduct } from './stack/product';
import { servicesFromEnvironment } from './stack/services';
import { tokenIssuer } from './stack/token';

/** Prepares everything a case works with; `close` ends what was started here. */
export async function openBench(
  options: BenchArguments,
  logDir: string,
): Promise<{ bench: Bench; close: () => Promise<void> }> {
  const services = servicesFromEnvironment();
  const database = connectDatabase({
    url: services.databaseUrl,
    poolSize: 4,
    statementTimeoutMs: 600_000,
  });
  const close = async (): Promise<void> => {
    await stopChildren();
    await database.destroy();
  };
  try {
    progress('migrating');
    await database.migrate.latest(migrations);
    progress(`putting in ${options.programs} programs`);
    const preloaded = await preload(database, options.programs);
    await createCopy(database);
    progress('starting API, worker and bare server');
    const issuer = tokenIssuer();
    const product = await startProduct(services, issuer, options, logDir);
    const apiOf = async (businessId: string) => apiTarget(product, await issuer.issue(businessId, uuid()));
    const api = await apiOf(preloaded.businessId);
    const bare = await startBareServer(services.databaseUrl, logDir);
    const bench: Bench = {
      ...services,
      api,
      apiOf,
      bare,
      database,
      preloaded,
      logDir,
      rounds: options.rounds,
      seconds: options.seconds,
      settle: () => settle(database, progress),
      progress,
    };
    progress('waiting for a first program to reach its workflow');
    await create(api, punchCard('Warm-up'));
    const left = await bench.settle();
    if (left.length > 0) throw new Error(`the worker does nothing: ${left.join(', ')}`);
    return { bench, close };
  } catch (error) {
    await close();
    throw error;
  }
}
