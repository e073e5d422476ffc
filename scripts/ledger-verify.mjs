// npm run ledger:verify: recomputes every account from its ledger entries and says what differs from what is stored.
//   -- --business <id>   only this business        -- --json   one JSON object per line
// The database: DATABASE_URL, or that of the running stack. Ends with 0 when all is well, 1 when anything differs, 2 when it could
// not look.
import { createRequire } from 'node:module';
import { parseArgs } from 'node:util';
import { dataDir } from './stack/settings.mjs';
import { runningState } from './stack/state.mjs';
import { ensureBuilt } from './support/build.mjs';
import { Failure } from './support/failure.mjs';
import { ensureInstalled } from './support/install.mjs';
import { main } from './support/main.mjs';
import { inRoot } from './support/paths.mjs';
import { complain, configureReport, say } from './support/report.mjs';

const options = { business: { type: 'string' }, json: { type: 'boolean', default: false } };
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
const grouped = (count) => count.toLocaleString('en-US');

function given() {
  try {
    const { values } = parseArgs({ options });
    if (values.business !== undefined && !uuid.test(values.business))
      throw new Error(`--business ${String(values.business)} is no UUID`);
    return values;
  } catch (error) {
    throw new Failure(`${error.message}\nusage: npm run ledger:verify -- [--business <id>] [--json]`);
  }
}

function databaseUrl() {
  const url = process.env.DATABASE_URL || runningState(dataDir())?.databaseUrl;
  if (!url) throw new Failure('set DATABASE_URL, or start the stack with npm start');
  return url;
}

const described = ({ customers, accounts, entries }) =>
  `${grouped(customers)} customers, ${grouped(accounts)} accounts, ${grouped(entries)} entries`;

function printDifference(difference) {
  const { customerId, programId, fact, entry, ledger, found } = difference;
  const place = [
    `customer ${customerId}`,
    ...(programId === null ? [] : [`program ${programId}`]),
    ...(entry === null ? [] : [`entry ${entry}`]),
  ].join(', ');
  say(
    'difference',
    difference,
    `${place}: ${fact}: the ledger says ${JSON.stringify(ledger)}, found ${JSON.stringify(found)}`,
  );
}

/** Speaks after two seconds, and every two seconds from then on. */
function progress() {
  const since = Date.now();
  let spoken = since;
  return (counts) => {
    if (Date.now() - spoken < 2000) return;
    spoken = Date.now();
    const seconds = Math.round((spoken - since) / 1000);
    say('progress', { ...counts, seconds }, `… ${described(counts)} (${seconds} s so far)`);
  };
}

async function verify({ business }) {
  const require = createRequire(import.meta.url);
  const { connectDatabase } = require(inRoot('dist/db/connection.js'));
  const { verifyLedger } = require(inRoot('dist/db/ledger/verify.js'));
  const knex = connectDatabase({ url: databaseUrl(), poolSize: 2, statementTimeoutMs: 120_000 });
  try {
    const result = await verifyLedger(knex, {
      ...(business && { businessId: business }),
      onDifference: printDifference,
      onProgress: progress(),
    });
    const { differing, differences: _printed, ...counts } = result;
    const verdict = differing === 0 ? '✓ the ledger explains' : `${grouped(differing)} differences in`;
    say('verified', { ...counts, differing }, `${verdict} ${described(counts)}`);
    return differing === 0 ? 0 : 1;
  } finally {
    await knex.destroy();
  }
}

async function run() {
  configureReport({ json: process.argv.includes('--json') });
  const values = given();
  await ensureInstalled();
  await ensureBuilt();
  return verify(values);
}

main(() =>
  run().catch((error) => {
    complain(error.message || error.code || String(error));
    return 2;
  }),
);
