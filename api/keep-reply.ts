import type { Knex } from 'knex';
import { completeKey } from '../db/idempotency';
import type { Call, Reply } from './route';

/**
 * Stores a reply under the request's `Idempotency-Key`, if it has one, in the transaction that makes the effect; see
 * `completeKey`.
 */
export async function keepReply(
  trx: Knex.Transaction,
  { tenant, key }: Pick<Call, 'tenant' | 'key'>,
  { status, body }: Reply,
): Promise<void> {
  if (key !== null) await completeKey(trx, tenant, key.key, { status, response: body });
}
