import { isReferenceKnown } from '../../db/ledger/entries-of';
import type { Decided } from '../../domain/ledger/posting';
import { importBalance, type ImportOutcome } from '../../domain/ledger/import-balance';
import type { CustomerSheet } from '../../domain/ledger/sheet';
import { decisionContext } from '../ledger/context';
import { segmentsOf } from '../ledger/segments-of';
import { type FieldError, notFound } from '../problem';
import type { Call } from '../route';
import { type ImportRow, openingOf } from './row';

/** What became of one line. */
export type RowResult = 'accepted' | 'skipped' | FieldError;

/** Books one line for a customer. */
export async function bookRow(call: Call<unknown>, customerId: string, row: ImportRow): Promise<RowResult> {
  const { deps, tenant, now } = call;
  const request = { customerId, programId: row.body.programId, now, holdings: true };
  const result = await deps.ledger.change(tenant, request, (sheet) => decide(call, sheet, row));
  return result ?? results.program_not_found;
}

async function decide(
  call: Call<unknown>,
  sheet: CustomerSheet,
  row: ImportRow,
): Promise<Decided<RowResult>> {
  const { programId, reference, tier = null } = row.body;
  const line = sheet.lines[0];
  if (line === undefined || sheet.erased) return { answer: results.program_not_found, posting: null };
  const quantity = openingOf(row, line.program);
  if (typeof quantity !== 'number') return { answer: quantity, posting: null };
  const { customerId } = sheet;
  const account = { customerId, programId };
  const known = line.account !== null && (await isReferenceKnown(call.deps.knex, account, reference));
  const { expiresAt, joinedAt } = row;
  const opening = { programId, reference, quantity, expiresAt, tier, joinedAt };
  // Only who has yet to enrol is asked for segments.
  const asked = line.account === null ? line.program.segmentIds : null;
  const segments = await segmentsOf(call, customerId, asked, call.now);
  const { answer, posting } = importBalance(sheet, opening, known, { ...decisionContext(call), segments });
  return { answer: results[answer], posting };
}

const results: Record<ImportOutcome, RowResult> = {
  imported: 'accepted',
  known: 'skipped',
  program_not_found: {
    pointer: '/programId',
    code: 'program_not_found',
    message: notFound('program_not_found').detail,
  },
  program_ended: { pointer: '/programId', code: 'program_ended', message: 'The program has ended' },
  unknown_tier: { pointer: '/tier', code: 'unknown_tier', message: 'The program has no such tier' },
  not_in_segment: {
    pointer: '/externalId',
    code: 'not_in_segment',
    message: 'The customer is in none of the segments that the program is for',
  },
  already_expired: { pointer: '/expiresAt', code: 'in_the_past', message: 'Expiry must be in the future' },
};
