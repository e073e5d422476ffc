import type { Knex } from 'knex';
import { connectDatabase } from './connection';

/** The demo business. Its ids never change, so that seeding again changes nothing. */
const demo = {
  businessId: '0197a000-0000-7000-8000-000000000001',
  ownerId: '0197a000-0000-7000-8000-000000000002',
  locations: [
    { id: '0197a000-0000-7000-8000-000000000011', name: 'London, Soho', timezone: 'Europe/London' },
    { id: '0197a000-0000-7000-8000-000000000012', name: 'London, Greenwich', timezone: 'Europe/London' },
    { id: '0197a000-0000-7000-8000-000000000013', name: 'New York, Brooklyn', timezone: 'America/New_York' },
  ],
};

/** Creates the demo business and its locations unless they are there, and prints them as one line of JSON. */
async function main(): Promise<void> {
  const url = process.env.DATABASE_URL;
  if (!url) throw new Error('DATABASE_URL is not set');
  const knex = connectDatabase({ url, poolSize: 1 });
  try {
    await knex.transaction(seed);
    process.stdout.write(`${JSON.stringify(demo)}\n`);
  } finally {
    await knex.destroy();
  }
}

async function seed(trx: Knex.Transaction): Promise<void> {
  await trx('businesses')
    .insert({ id: demo.businessId, name: 'Demo Coffee', timezone: 'Europe/London', currency: 'USD' })
    .onConflict('id')
    .ignore();
  await trx('locations')
    .insert(demo.locations.map((location) => ({ ...location, business_id: demo.businessId })))
    .onConflict('id')
    .ignore();
}

main().catch((error: Error) => {
  process.stderr.write(`seed-demo: ${error.message || String(error)}\n`);
  process.exit(1);
});
