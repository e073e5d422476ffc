import Joi from 'joi';
import type { Knex } from 'knex';
import { entriesOfAccount } from '../../db/ledger/entries-of';
import { findProgram } from '../../db/programs/find-program';
import { presentAccount } from '../../domain/ledger/present';
import { presentEntry } from '../../domain/ledger/present-entry';
import type { Account, CustomerSheet, SheetLine } from '../../domain/ledger/sheet';
import { notFound, Problem } from '../problem';
import { pageSize } from '../programs/list-query';
import { readPrograms } from '../programs/read-source';
import { type Call, defineRoute, type Route } from '../route';

const account: NonNullable<Route['params']> = {
  id: { description: 'Id of the program', missing: 'program_not_found' },
  customerId: { description: 'Id of the customer', missing: 'customer_not_found' },
};

export const accountRoute = defineRoute({
  method: 'GET',
  path: '/programs/{id}/customers/{customerId}',
  operationId: 'getAccount',
  tag: 'Enrollments',
  summary: 'Get where a customer stands in a program',
  description: [
    'What has expired by now is not shown, whether or not it was written off yet. While a program is paused that freezes',
    'expiry, each expiry is what it would be if the program resumed now.',
  ].join(' '),
  scope: 'loyalty:read',
  plane: 'data',
  params: account,
  responses: { 200: { description: 'The account', schema: 'Account', headers: ['X-Read-Only'] } },
  problems: ['program_not_found', 'customer_not_found', 'not_enrolled'],
  async handler(call) {
    const { value, headers } = await readPrograms(call.deps, (knex) => accountLine(call, knex));
    const { customerId, line } = value;
    const body = presentAccount(customerId, line.program, line.account, line, call.now);
    return { status: 200, body, headers };
  },
});

interface LedgerQuery {
  readonly page: number;
  readonly pageSize: number;
}

const ledgerQuery = Joi.object<LedgerQuery>({
  page: Joi.number()
    .integer()
    .min(1)
    .max(10_000_000)
    .default(1)
    .description('From 1; the latest come first.'),
  pageSize: pageSize(),
});

export const ledgerRoute = defineRoute<LedgerQuery>({
  method: 'GET',
  path: '/programs/{id}/customers/{customerId}/ledger',
  operationId: 'getAccountLedger',
  tag: 'Enrollments',
  summary: 'List what moved an account',
  description: 'Its ledger entries, the latest first: the why of a balance.',
  scope: 'loyalty:read',
  plane: 'data',
  params: account,
  query: ledgerQuery,
  responses: {
    200: { description: 'One page of entries', schema: 'LedgerEntryList', headers: ['X-Read-Only'] },
  },
  problems: ['program_not_found', 'customer_not_found', 'not_enrolled'],
  async handler(call) {
    const { page, pageSize: size } = call.query;
    const { value, headers } = await readPrograms(call.deps, async (knex) => {
      const { customerId, line } = await accountLine(call, knex);
      // Entries are numbered without gaps, so a page is a stretch of numbers, however deep it lies.
      const last = line.account.entries - (page - 1) * size;
      const key = { customerId, programId: line.program.id };
      const range = { first: last - size + 1, last };
      return { line, entries: await entriesOfAccount(knex, call.tenant, key, range) };
    });
    const { line, entries } = value;
    const totalCount = line.account.entries;
    return {
      status: 200,
      headers,
      body: {
        data: entries.map((entry) => presentEntry(line.program, entry)),
        pagination: { page, pageSize: size, totalPages: Math.ceil(totalCount / size), totalCount },
      },
    };
  },
});

/** The account that the path names. */
async function accountLine(call: Call<unknown>, knex: Knex) {
  const { deps, tenant, params, now } = call;
  const { id: programId = '', customerId = '' } = params;
  const sheet = await deps.ledger.read(tenant, { customerId, programId, now, holdings: true }, knex);
  const line = sheet?.lines[0];
  if (sheet === null || sheet.erased || line === undefined || line.account === null) {
    throw await missing(call, knex, sheet, line);
  }
  return { customerId, line: line as SheetLine & { account: Account } };
}

async function missing(
  { tenant, params }: Call<unknown>,
  knex: Knex,
  sheet: CustomerSheet | null,
  line: SheetLine | undefined,
): Promise<Problem> {
  if (sheet === null || sheet.erased) return notFound('customer_not_found');
  if (line !== undefined) return notEnrolled();
  // Drafts are on no sheet.
  const program = await findProgram(knex, tenant, params.id ?? '');
  return program === null || program.deletedAt !== null ? notFound('program_not_found') : notEnrolled();
}

function notEnrolled(): Problem {
  return new Problem('not_enrolled', 'The customer is not enrolled in the program.');
}
