import { findTransactionByExternalId } from '../../db/ledger/transactions';
import { Problem } from '../problem';
import type { Call, Reply } from '../route';

/** The first answer to a transaction that was recorded before; null if it never was. Problem if it was another one. */
export async function firstAnswer(
  { deps, tenant }: Call<unknown>,
  externalId: string,
  contentSha256: string | null,
): Promise<Reply | null> {
  const stored = await findTransactionByExternalId(deps.knex, tenant, externalId);
  if (stored === null) return null;
  if (stored.contentSha256.toString('hex') === contentSha256) return { status: 200, body: stored.answer };
  throw new Problem(
    'transaction_conflict',
    'A transaction with this externalId was recorded with other content; nothing was changed.',
  );
}

/** Whether an error says that a row with the same external id is there already. */
export function isKnownExternalId(error: unknown, constraint: string): boolean {
  return (error as { constraint?: unknown } | null)?.constraint === constraint;
}
