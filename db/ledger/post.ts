import type { Knex } from 'knex';
import type { Posting } from '../../domain/ledger/posting';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import type { Instant } from '../../domain/program/program';
import { runPrepared } from '../prepared';

/** Thrown when the customer or a program changed between reading and writing: read and decide again. */
export class SheetChanged extends Error {}

/** Everything that is written of one customer, as `post_change` takes it. */
export interface Change {
  readonly customerId: string;
  /** JSON. */
  readonly doc: string;
}

/** The change that a posting makes to the customer of a sheet. */
export function changeOf(sheet: CustomerSheet, posting: Posting, now: Instant): Change {
  const { accounts, entries, lots, rewards, ...rest } = posting;
  const { customerId } = sheet;
  const doc = JSON.stringify({
    ...rest,
    // What is empty is left out: every list that is there costs a statement.
    ...(accounts?.length ? { accounts } : {}),
    ...(entries?.length ? { entries } : {}),
    ...(lots?.length ? { lots } : {}),
    ...(rewards?.length ? { rewards } : {}),
    businessId: sheet.businessId,
    customerId,
    sequence: sheet.sequence,
    recordedAt: now,
  });
  return { customerId, doc };
}

/** Writes a change in one statement: all of it, or nothing. Throws SheetChanged when it was decided on old facts. */
export async function post(knex: Knex, { doc }: Change): Promise<void> {
  try {
    await runPrepared(knex, postSql, [doc]);
  } catch (error) {
    throw isOvertaken(error as PostgresFault) ? new SheetChanged() : error;
  }
}

/** What Postgres says of a change that it did not write. */
export interface PostgresFault {
  readonly code?: string;
  readonly constraint?: string;
}

/** A change without events, such as a review that only looks, is noticed by its entry: the number is taken. */
export function isOvertaken({ code, constraint }: PostgresFault): boolean {
  return code === 'LP409' || (code === '23505' && constraint === 'ledger_entries_pkey');
}

const postSql = { name: 'post_change', text: 'SELECT post_change($1::jsonb)' };
