import type { Knex } from 'knex';
import * as references from '../../db/programs/unknown-references';
import type { TenantContext } from '../../db/tenant';
import { type Fault, meaningFault, refusalOf } from './faults';

/** Whether a definition refers to anything that must stay as it is until the definition is stored. */
export function refersToOthers({ locationIds, segmentIds }: references.References): boolean {
  return locationIds !== null || segmentIds !== null;
}

/** The faults of a definition's references; see `unknownReferences` of the database. */
export async function unknownReferences(
  ...asked: Parameters<typeof references.unknownReferences>
): Promise<Fault[]> {
  const unknown = await references.unknownReferences(...asked);
  return unknown.map(({ pointer, code, message }) => meaningFault(pointer, code, message));
}

/** Refuses ids that are no locations or segments of the business; in a transaction those that are stay until its end. */
export async function requireReferences(
  trx: Knex,
  tenant: TenantContext,
  definition: references.References,
  kept: Pick<references.References, 'locationIds'> | null = null,
): Promise<void> {
  const faults = await unknownReferences(trx, tenant, definition, kept);
  if (faults.length > 0) throw refusalOf(faults);
}
