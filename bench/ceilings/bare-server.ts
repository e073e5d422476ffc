import Koa, { type Context } from 'koa';
import { Pool } from 'pg';
import { plannedOnce } from '../../db/connection';
import type { ProgramStatus } from '../../domain/program/program';
import type { RuleType } from '../../domain/rules';
import * as sql from './bare-sql';

/*
 * The ceiling of everything over HTTP: Koa alone and the product's own bare statement on the same rows. No validation, no tokens, no
 * tenant, no log, no problem documents. A process of its own, as the API is one.
 */

const options = `-c TimeZone=UTC ${plannedOnce}`;
const pool = new Pool({ connectionString: process.env.DATABASE_URL, max: 10, options });

type Handler = (context: Context) => Promise<void>;

const handlers: Record<string, Handler> = {
  async 'GET /one'(context) {
    const { business, id } = context.query;
    const { rows } = await pool.query({ ...sql.getOne, values: [business, id, new Date()] });
    context.body = rows[0];
  },
  async 'GET /list'(context) {
    const { business, status, ruleType } = context.query as Record<string, string>;
    const { statement, values } = sql.list(business ?? '', status as ProgramStatus, ruleType as RuleType);
    const { rows } = await pool.query({ ...statement, values });
    context.body = { data: rows.slice(0, 20), pagination: { totalCount: rows[0]?.total } };
  },
  async 'GET /account'(context) {
    const { business, program, customer } = context.query as Record<string, string>;
    const { statement, values } = sql.account(business ?? '', program ?? '', customer ?? '');
    const { rows } = await pool.query({ ...statement, values });
    context.body = rows[0];
  },
  async 'POST /insert'(context) {
    const { rows } = await pool.query(sql.insert, sql.insertValues(await jsonOf(context)));
    context.status = 201;
    context.body = rows[0];
  },
  async 'PUT /update'(context) {
    const { id, name, description } = await jsonOf(context);
    const { rows } = await pool.query(sql.update, [id, name, description]);
    context.body = rows[0];
  },
};

async function jsonOf(context: Context): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of context.req) chunks.push(chunk as Buffer);
  return JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, unknown>;
}

const app = new Koa();
app.use(async (context) => {
  await handlers[`${context.method} ${context.path}`]?.(context);
});
const server = app.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));

process.once('SIGTERM', () => {
  server.closeAllConnections();
  server.close(() => void pool.end());
  process.disconnect?.();
});
