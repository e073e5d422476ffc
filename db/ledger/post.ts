import type { Knex } from 'knex';
import type { Posting } from '../../domain/ledger/posting';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import type { Instant } from '../../domain/program/program';
import { runPrepared } from '../prepared';

/** Thrown when the customer or a program changed between reading and writing: read and decide again. */
export class SheetChanged extends Error {}

/** Writes a posting in one statement: all of it, or nothing. Throws SheetChanged when it was decided on old facts. */
export async function post(knex: Knex, sheet: CustomerSheet, posting: Posting, now: Instant): Promise<void> {
  const { accounts, entries, lots, rewards, ...rest } = posting;
  const doc = JSON.stringify({
    ...rest,
    // What is empty is left out: every list that is there costs a statement.
    ...(accounts?.length ? { accounts } : {}),
    ...(entries?.length ? { entries } : {}),
    ...(lots?.length ? { lots } : {}),
    ...(rewards?.length ? { rewards } : {}),
    businessId: sheet.businessId,
    customerId: sheet.customerId,
    sequence: sheet.sequence,
    recordedAt: now,
  });
  try {
    await runPrepared(knex, postSql, [doc]);
  } catch (error) {
    if (isOvertaken(error as { code?: string; constraint?: string })) throw new SheetChanged();
    throw error;
  }
}

/** A change without events, such as a review that only looks, is noticed by its entry: the number is taken. */
function isOvertaken({ code, constraint }: { code?: string; constraint?: string }): boolean {
  return code === 'LP409' || (code === '23505' && constraint === 'ledger_entries_pkey');
}

const postSql = { name: 'post_change', text: 'SELECT post_change($1::jsonb)' };
