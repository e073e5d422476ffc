import { ensureCustomers } from '../../db/customers/ensure-customers';
import { findProgram } from '../../db/programs/find-program';
import type { NdjsonLine } from '../middleware/ndjson-body';
import { notFound } from '../problem';
import { type Call, defineRoute } from '../route';
import { bookRow, type RowResult } from './book-row';
import { type BadLine, type ImportRow, readRow } from './row';

/** Customers that are worked on at once. */
const atOnce = 8;

export const importBalancesRoute = defineRoute({
  method: 'POST',
  path: '/imports/balances',
  operationId: 'importBalances',
  tag: 'Imports',
  summary: 'Bring opening balances along',
  description: [
    'One JSON object per line, up to 10,000 lines and 5 MB. Every line is booked for itself: what is wrong with one does not',
    'keep the others back. Safe to send twice: lines with a known `reference` are skipped. Customers who are not enrolled',
    'yet are, since `joinedAt`.',
  ].join(' '),
  scope: 'loyalty:write',
  changesCustomers: true,
  idempotent: true,
  body: { schema: 'OpeningBalance', required: true, media: 'application/x-ndjson' },
  responses: {
    200: {
      description: 'What became of the lines',
      schema: 'ImportReport',
      headers: ['Idempotent-Replayed'],
    },
  },
  problems: ['business_not_found'],
  async handler(call) {
    const lines = (call.body as readonly NdjsonLine[]).map((line) => readRow(line, call.now));
    const bad = lines.filter((line): line is BadLine => 'errors' in line);
    const rows = lines.filter((line): line is ImportRow => 'body' in line);
    const results = [
      ...bad.flatMap(({ line, errors }) => errors.map((error) => ({ line, ...error }))),
      ...(await book(call, rows)),
    ];
    const errors = results.filter((result) => 'pointer' in result).toSorted((a, b) => a.line - b.line);
    const count = (status: string) =>
      results.filter((result) => 'status' in result && result.status === status).length;
    const failed = new Set(errors.map(({ line }) => line)).size;
    return { status: 200, body: { accepted: count('accepted'), skipped: count('skipped'), failed, errors } };
  },
});

/** Books rows, those of one customer in their order. */
async function book(call: Call, all: readonly ImportRow[]) {
  const missing = await missingPrograms(call, all);
  const rows = all.filter(({ body }) => !missing.has(body.programId));
  const customers = await ensureCustomers(
    call.deps.knex,
    call.tenant,
    rows.map(({ body }) => body.externalId),
    call.now,
  );
  const results = all
    .filter(({ body }) => missing.has(body.programId))
    .map(({ line }) => resultOf(line, unknownProgram));
  const queue = [...byCustomer(rows)];
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
        const [externalId, ofCustomer] = next;
        for (const row of ofCustomer) {
          results.push(resultOf(row.line, await bookRow(call, customers.get(externalId) ?? '', row)));
        }
      }
    }),
  );
  return results;
}

function byCustomer(rows: readonly ImportRow[]): Map<string, ImportRow[]> {
  const groups = new Map<string, ImportRow[]>();
  for (const row of rows) {
    const group = groups.get(row.body.externalId);
    if (group === undefined) groups.set(row.body.externalId, [row]);
    else group.push(row);
  }
  return groups;
}

const unknownProgram = {
  pointer: '/programId',
  code: 'program_not_found',
  message: notFound('program_not_found').detail,
};

function resultOf(line: number, result: RowResult) {
  return typeof result === 'string' ? { line, status: result } : { line, ...result };
}

/** Customers are not created for programs that are not there. */
async function missingPrograms({ deps, tenant }: Call, rows: readonly ImportRow[]): Promise<Set<string>> {
  const missing = new Set<string>();
  for (const id of new Set(rows.map(({ body }) => body.programId))) {
    const program = await findProgram(deps.knex, tenant, id);
    if (program === null || program.deletedAt !== null || program.lifecycle === 'DRAFT') missing.add(id);
  }
  return missing;
}
