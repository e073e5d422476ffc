import { parseArgs } from 'node:util';
import { v7 as newId } from 'uuid';
import { connectDatabase } from './connection';

/** Creates a business: `--name`, `--timezone` (UTC), `--currency` (USD). Prints `{"businessId":"..."}`. */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      name: { type: 'string', default: 'New business' },
      timezone: { type: 'string', default: 'UTC' },
      currency: { type: 'string', default: 'USD' },
    },
  });
  const { name, timezone, currency } = values;
  requireZone(timezone);
  if (!/^[A-Z]{3}$/.test(currency)) throw new Error('--currency must be an ISO 4217 code such as USD');
  if (name.trim() === '' || name.length > 255) throw new Error('--name must have 1 to 255 characters');
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  const knex = connectDatabase({ url, poolSize: 1 });
  try {
    const businessId = newId();
    await knex('businesses').insert({ id: businessId, name, timezone, currency });
    process.stdout.write(`${JSON.stringify({ businessId })}\n`);
  } finally {
    await knex.destroy();
  }
}

function requireZone(timezone: string): void {
  try {
    Intl.DateTimeFormat('en', { timeZone: timezone });
  } catch {
    throw new Error('--timezone must be an IANA zone such as Europe/London');
  }
}

main().catch((error: Error) => {
  process.stderr.write(`create-business: ${error.message || String(error)}\n`);
  process.exit(1);
});
