import { Client } from 'pg';
import { type Outcome, summarize } from '../load/summary';
import * as sql from './bare-earn-sql';
import type { EarnOrder } from './bare-earns';

/*
 * The ceiling of the data plane, by pgbench's method: clients that repeat one transaction as fast as they can, a connection each, every
 * statement a round trip of its own. No HTTP, no rules, no answer. A process of its own, as the API is one.
 */

/** Runs the transaction until the time is over; latencies are from BEGIN to the end of COMMIT. */
async function earns({ clients, seconds, prepared, ...who }: EarnOrder): Promise<Outcome> {
  const send = prepared ? sendPrepared : sendText;
  const connections = await Promise.all(Array.from({ length: clients }, connect));
  const latencies: number[] = [];
  const startedAt = performance.now();
  const end = startedAt + seconds * 1_000;
  const repeat = async (client: Client, lane: number): Promise<void> => {
    for (let round = lane; performance.now() < end; round += clients) {
      const since = performance.now();
      const customerId = who.customerIds[(round * 7_919) % who.customerIds.length] as string;
      await earn(client, send, { ...who, customerId });
      latencies.push(performance.now() - since);
    }
  };
  await Promise.all(connections.map(repeat));
  const elapsedMs = performance.now() - startedAt;
  await Promise.all(connections.map((client) => client.end()));
  return { latencies, errors: 0, firstError: null, elapsedMs };
}

async function connect(): Promise<Client> {
  const client = new Client({ connectionString: process.env.DATABASE_URL, options: '-c TimeZone=UTC' });
  await client.connect();
  return client;
}

type Send = (client: Client, statement: sql.BareStatement) => Promise<{ rows: unknown[] }>;

const sendText: Send = (client, statement) => client.query(sql.asText(statement));

const sendPrepared: Send = (client, { name, text, values }) =>
  client.query({ name, text, values: [...values] });

async function earn(client: Client, send: Send, account: sql.BareAccount): Promise<void> {
  await client.query('BEGIN');
  const { rows } = await send(client, sql.updateAccount(account));
  const numbers = rows[0] as sql.Numbers;
  await send(client, sql.insertEntry(account, numbers));
  await send(client, sql.insertEvent(account, numbers));
  await client.query('COMMIT');
}

process.on('message', (order: EarnOrder) => {
  earns(order).then(
    (outcome) => process.send?.(summarize(outcome)),
    (error: Error) => {
      process.stderr.write(`${error.stack}\n`);
      process.exit(1);
    },
  );
});
process.once('SIGTERM', () => process.disconnect?.());
