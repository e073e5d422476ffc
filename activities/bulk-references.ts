import type { Transaction } from 'objection';
import { type References, unknownReferences } from '../db/programs/unknown-references';
import type { TenantContext } from '../db/tenant';

/**
 * Why a definition cannot be stored: it refers to what is no more. Null: all is there, until the transaction ends.
 * @param kept what the program refers to already
 */
export async function lostReferences(
  trx: Transaction,
  tenant: TenantContext,
  definition: References,
  kept: Pick<References, 'locationIds'> | null = null,
) {
  const errors = await unknownReferences(trx, tenant, definition, kept);
  const [first] = errors;
  return first === undefined ? null : { code: 'validation_failed', message: first.message, errors };
}
