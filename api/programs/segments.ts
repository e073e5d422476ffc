import type { Knex } from 'knex';
import { missingSegments } from '../../db/segments/missing-segments';
import type { TenantContext } from '../../db/tenant';
import type { ProgramDefinition } from '../../domain/program/program';
import { type Fault, meaningFault, refusalOf } from './faults';
import { unknownLocations } from './locations';

/** What a definition refers to. */
export type References = Pick<ProgramDefinition, 'locationIds' | 'segmentIds'>;

/** Whether a definition refers to anything that must stay as it is until the definition is stored. */
export function refersToOthers({ locationIds, segmentIds }: References): boolean {
  return locationIds !== null || segmentIds !== null;
}

/**
 * A fault for each id that is no location, or no segment, of the business.
 * @param kept what the program refers to already: a location that was archived meanwhile may stay
 */
export async function unknownReferences(
  knex: Knex,
  tenant: TenantContext,
  { locationIds, segmentIds }: References,
  kept: Pick<References, 'locationIds'> | null = null,
): Promise<Fault[]> {
  return [
    ...(await unknownLocations(knex, tenant, locationIds, kept?.locationIds)),
    ...(await unknownSegments(knex, tenant, segmentIds)),
  ];
}

/** Refuses ids that are no locations or segments of the business; in a transaction those that are stay until its end. */
export async function requireReferences(
  trx: Knex,
  tenant: TenantContext,
  references: References,
  kept: Pick<References, 'locationIds'> | null = null,
): Promise<void> {
  const faults = await unknownReferences(trx, tenant, references, kept);
  if (faults.length > 0) throw refusalOf(faults);
}

async function unknownSegments(
  knex: Knex,
  tenant: TenantContext,
  ids: readonly string[] | null,
): Promise<Fault[]> {
  if (ids === null || ids.length === 0) return [];
  const missing = await missingSegments(knex, tenant, ids);
  return ids.flatMap((id, index) =>
    missing.has(id)
      ? [meaningFault(`/segmentIds/${index}`, 'unknown_segment', 'Segment must be one of your business')]
      : [],
  );
}
