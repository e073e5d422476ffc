import type { Transaction } from 'objection';
import { missingLocations } from '../db/businesses';
import { missingSegments } from '../db/segments/missing-segments';
import type { TenantContext } from '../db/tenant';
import type { ProgramDefinition } from '../domain/program/program';

/** Why a definition cannot be stored: it refers to what is no more. Null: all is there, until the transaction ends. */
export async function lostReferences(
  trx: Transaction,
  tenant: TenantContext,
  { locationIds, segmentIds }: ProgramDefinition,
) {
  const locations = locationIds === null ? new Set() : await missingLocations(trx, tenant, locationIds);
  const segments = segmentIds === null ? new Set() : await missingSegments(trx, tenant, segmentIds);
  const errors = [
    ...faults('locationIds', locationIds, locations, 'unknown_location', 'Location'),
    ...faults('segmentIds', segmentIds, segments, 'unknown_segment', 'Segment'),
  ];
  const [first] = errors;
  return first === undefined ? null : { code: 'validation_failed', message: first.message, errors };
}

function faults(
  field: string,
  ids: readonly string[] | null,
  missing: ReadonlySet<unknown>,
  code: string,
  label: string,
) {
  const message = `${label} must be one of your business`;
  return (ids ?? []).flatMap((id, index) =>
    missing.has(id) ? [{ pointer: `/${field}/${index}`, code, message }] : [],
  );
}
