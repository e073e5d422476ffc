import { connectDatabase } from './connection';
import { migrations } from './knexfile';

/** Brings the database named by DATABASE_URL up to date; harmless to repeat, safe to run twice at once. */
async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  const knex = connectDatabase({ url, poolSize: 2, statementTimeoutMs: 600_000 });
  try {
    const [, applied] = (await knex.migrate.latest(migrations)) as [number, string[]];
    process.stdout.write(`${JSON.stringify({ applied })}\n`);
  } finally {
    await knex.destroy();
  }
}

main().catch((error: Error) => {
  process.stderr.write(`migrate: ${error.message || String(error)}\n`);
  process.exit(1);
});
